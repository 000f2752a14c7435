"""Puts the reading of a turn together: classifier, entities, standalone question, request mode, language."""

import asyncio
from collections.abc import Mapping, Sequence

import numpy as np

from agent.checks.injection import is_injection
from agent.reasoning.affairs.classifier import AffairClassifier
from agent.reasoning.affairs.clauses import clauses_of, merged
from agent.reasoning.affairs.plain import is_plain
from agent.reasoning.embedded.language import language_of
from agent.reasoning.embedded.naming import named_in
from agent.reasoning.embedded.request_mode import request_mode
from agent.reasoning.triage.classifier import TriageClassifier
from agent.reasoning.triage.examples import IntentExamples
from agent.reasoning.triage.masking import masked
from agent.reasoning.triage.mounting import is_repeated, is_rising
from agent.reasoning.triage.own_list import lists_own_orders
from agent.reasoning.triage.reading import Judgement, ScoredIntent, TriageReading
from agent.reasoning.triage.suitability import asks_suitability
from agent.thinking import thought
from domain.affairs import Affair, Part
from domain.analysis import Analysis, IntentScore, OwnIntentScore, Reading
from domain.documents import Embedder
from domain.intents import Intent, RiskTopic
from domain.reasoner import AnalysisRequest
from domain.shop import Shop

Vector = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

Embedded = tuple[str, Vector | None]
"""A text as the model may see it, and its vector."""

SURE = 0.9
"""Confidence in what is wanted from which a message isn't read once more without the names of goods."""
DOUBTFUL = 0.45
"""Confidence below which a plain request about an own order is no matter of tone or of other people's data."""
_OF_TONE = frozenset({RiskTopic.ANGRY_CUSTOMER, RiskTopic.ABUSE, RiskTopic.PRIVACY, RiskTopic.LEGAL_MEDIA})
OWN = 0.5
"""Likeness to a merchant's example from which a message is of that intent."""


class TurnReader:
    """Reads turns. Keeps the vectors of merchants' example messages, nothing of customers."""

    def __init__(self, embedder: Embedder, classifier: TriageClassifier) -> None:
        """Args: embedder: for messages; its vectors are used when the classifier was trained on the same model."""
        self._embedder = embedder
        self._classifier = classifier
        self._affairs = AffairClassifier.load()
        self._under_way = 0
        self._ahead: set[asyncio.Task[Embedded]] = set()
        trained_on = str(classifier.model.metadata.get("embedding_model", "")).split("/")
        self._same_model = len(trained_on) > 1 and trained_on[1] in embedder.model
        self._examples: dict[tuple[tuple[str, tuple[str, ...]], ...], IntentExamples | None] = {}

    async def read(self, request: AnalysisRequest) -> Analysis:
        """The reading of one turn, from the customer's words and the conversation only."""
        text = request.text
        # The model reads in a thread of its own, beside what is read here.
        begun = asyncio.create_task(self._embedded_text(text))
        self._under_way += 1
        try:
            return await self._read(request, begun)
        finally:
            self._under_way -= 1
            await asyncio.wait([begun])

    async def _read(self, request: AnalysisRequest, begun: "asyncio.Task[Embedded]") -> Analysis:
        text = request.text
        entities, question, matter, general = await thought(named_in, request)
        reading, wanted, judged, affair = await self._classified(request.shop, begun, text, matter, general)
        intents = tuple(IntentScore(name=i.name, confidence=i.confidence) for i in wanted)
        risk = reading.risk_topic
        if risk in (RiskTopic.PRIVACY, RiskTopic.ABUSE) and lists_own_orders(text):
            risk = None
        if risk in _OF_TONE and reading.risk_confidence < DOUBTFUL and is_plain(affair):
            risk = None
        if risk is None and is_rising(reading.displeasure, request.history, self._classifier.displeasure):
            risk = RiskTopic.ANGRY_CUSTOMER
        return Analysis(
            intents=intents,
            affair=affair,
            entities=entities,
            sentiment=reading.sentiment,
            urgency=reading.urgency,
            risk_topic=risk,
            risk_confidence=reading.risk_confidence,
            question=question,
            request=request_mode(text, intents[0].name),
            language=language_of(text),
            follow_up=reading.follow_up,
            price_sensitive=reading.price_sensitive,
            injection=is_injection(text),
            cues=tuple(cue.text for cue in reading.cues),
            readings=tuple(
                Reading.model_validate(judgement._asdict()) for judgement in (judged, *reading.judgements[1:])
            ),
            own_intents=await self._own_intents(question, request.shop),
            documentable=risk is RiskTopic.VULNERABLE_PERSON and asks_suitability(text),
            repeated=is_repeated(text, request.history),
        )

    async def _classified(
        self, shop: Shop, begun: "asyncio.Task[Embedded]", text: str, matter: str, general: str
    ) -> tuple[TriageReading, tuple[ScoredIntent, ...], Judgement, Affair]:
        """How it is said, and what is wanted: read from the completed question with and without the goods' names."""
        examples, high_value = await self._merchant_examples(shop), shop.rules.high_value
        ahead = self._begun_ahead(general) if matter == text != general else None
        own = await begun
        if matter == text:
            reading, affair = await thought(self._both, own, examples, high_value)
            affair = await self._with_clauses(affair, text)
            if general == text or reading.intents[0].confidence >= SURE:
                # Reading it again takes as long as reading it did, and would change nothing.
                return reading, reading.intents, reading.judgements[0], affair
            beside = await (ahead or self._embedded_text(general))
            return reading, *await thought(self._classifier.meant, *own, examples, beside), affair
        whole, *more = await asyncio.gather(*map(self._embedded_text, dict.fromkeys((matter, general))))
        beside = own if general == text else more[-1] if more else whole
        reading = await thought(self._classifier.classify, *own, examples, high_value)
        affair = await self._with_clauses(await thought(self._affairs.read, *whole), matter)
        return reading, *await thought(self._classifier.meant, *whole, examples, beside), affair

    def _begun_ahead(self, general: str) -> "asyncio.Task[Embedded] | None":
        """The second reading of a message, which half of them need: beside the first one while nobody else waits."""
        if self._under_way > 1:
            return None
        task = asyncio.create_task(self._embedded_text(general))
        self._ahead.add(task)
        task.add_done_callback(self._forget)
        return task

    def _forget(self, task: "asyncio.Task[Embedded]") -> None:
        self._ahead.discard(task)
        if not task.cancelled():
            # Where it was needed, its failure has been raised there.
            task.exception()

    async def _with_clauses(self, whole: Affair, text: str) -> Affair:
        """What is asked in one clause of several is faint in the vector of the whole."""
        clauses = clauses_of(text)
        if not clauses:
            return whole
        read = await asyncio.gather(*map(self._embedded_text, clauses))
        affairs = [await thought(self._affairs.read, *each) for each in read]
        return merged(whole, [Part(text=clause, affair=each) for clause, each in zip(clauses, affairs, strict=True)])

    def _both(
        self, message: Embedded, examples: IntentExamples | None, high_value: int
    ) -> tuple[TriageReading, Affair]:
        return self._classifier.classify(*message, examples, high_value), self._affairs.read(*message)

    async def _embedded_text(self, text: str) -> Embedded:
        text = masked(text)
        vector = np.asarray(await self._embedder.embed_query(text), dtype=np.float32) if self._same_model else None
        return text, vector

    async def _merchant_examples(self, shop: Shop) -> IntentExamples | None:
        """The shop's examples of built-in intents, those of its own intents under what they are like."""
        examples: dict[str, tuple[str, ...]] = {intent.value: texts for intent, texts in shop.intents.items()}
        for own in shop.own_intents.values():
            if own.like is not Intent.OTHER:
                examples[own.like.value] = (*examples.get(own.like.value, ()), *own.examples)
        return await self._embedded(examples)

    async def _own_intents(self, text: str, shop: Shop) -> tuple[OwnIntentScore, ...]:
        examples = await self._embedded({name: own.examples for name, own in shop.own_intents.items()})
        if examples is None:
            return ()
        vector = np.asarray(await self._embedder.embed_query(masked(text)), dtype=np.float32)
        near = examples.nearest(vector, self._classifier.model.mean).items()
        found = [OwnIntentScore(name=name, confidence=round(weight, 4)) for name, weight in near if weight >= OWN]
        return tuple(sorted(found, key=lambda score: -score.confidence))

    async def _embedded(self, examples: Mapping[str, tuple[str, ...]]) -> IntentExamples | None:
        if not examples or not self._same_model:
            return None
        key = tuple(sorted(examples.items()))
        if key not in self._examples:
            texts = [text for _, wordings in key for text in wordings]
            vectors = [await self._embedder.embed_query(masked(text)) for text in texts]
            known = dict(zip(texts, vectors, strict=True))

            def embed(wanted: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
                return np.asarray([known[text] for text in wanted], dtype=np.float32)

            self._examples[key] = IntentExamples.of(dict(key), embed)
        return self._examples[key]
