"""Puts the reading of a turn together: classifier, entities, standalone question, request mode, language."""

from collections.abc import Sequence

import numpy as np

from agent.checks.injection import is_injection
from agent.reasoning.embedded.language import language_of
from agent.reasoning.embedded.request_mode import request_mode
from agent.reasoning.entities import extract_entities, standalone_question
from agent.reasoning.triage.classifier import TriageClassifier
from agent.reasoning.triage.examples import IntentExamples
from agent.reasoning.triage.reading import TriageReading
from domain.analysis import Analysis, IntentScore
from domain.documents import Embedder
from domain.intents import Intent
from domain.reasoner import AnalysisRequest
from domain.shop import Shop


class TurnReader:
    """Reads turns. Keeps the vectors of merchants' example messages, nothing of customers."""

    def __init__(self, embedder: Embedder, classifier: TriageClassifier) -> None:
        """Args: embedder: for messages; its vectors are used when the classifier was trained on the same model."""
        self._embedder = embedder
        self._classifier = classifier
        trained_on = str(classifier.model.metadata.get("embedding_model", "")).split("/")
        self._same_model = len(trained_on) > 1 and trained_on[1] in embedder.model
        self._examples: dict[tuple[tuple[Intent, tuple[str, ...]], ...], IntentExamples | None] = {}

    async def read(self, request: AnalysisRequest) -> Analysis:
        """The reading of one turn, from the customer's words and the conversation only."""
        text = request.text
        entities = extract_entities(text, request.history, request.vocabulary, request.now)
        question = standalone_question(text, request.history, entities, request.vocabulary) or text
        reading = await self._classify(text, request.shop)
        # What is wanted shows in the completed question (那大号的呢); how it is said, in the words themselves.
        meant = reading if question == text else await self._classify(question, request.shop)
        intents = tuple(IntentScore(name=i.name, confidence=i.confidence) for i in meant.intents)
        return Analysis(
            intents=intents,
            entities=entities,
            sentiment=reading.sentiment,
            urgency=reading.urgency,
            risk_topic=reading.risk_topic,
            risk_confidence=reading.risk_confidence,
            question=question,
            request=request_mode(text, intents[0].name),
            language=language_of(text),
            follow_up=reading.follow_up,
            price_sensitive=reading.price_sensitive,
            injection=is_injection(text),
            cues=tuple(cue.text for cue in reading.cues),
        )

    async def _classify(self, text: str, shop: Shop) -> TriageReading:
        vector = np.asarray(await self._embedder.embed_query(text), dtype=np.float32) if self._same_model else None
        return self._classifier.classify(text, vector, await self._merchant_examples(shop), shop.rules.high_value)

    async def _merchant_examples(self, shop: Shop) -> IntentExamples | None:
        if not shop.intents or not self._same_model:
            return None
        key = tuple(sorted(shop.intents.items()))
        if key not in self._examples:
            texts = [text for _, examples in key for text in examples]
            vectors = [await self._embedder.embed_query(text) for text in texts]
            known = dict(zip(texts, vectors, strict=True))

            def embed(wanted: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
                return np.asarray([known[text] for text in wanted], dtype=np.float32)

            self._examples[key] = IntentExamples.of(dict(key), embed)
        return self._examples[key]
