"""Requests and evidence for tests, with only what a test cares about."""

from datetime import datetime

from domain.analysis import Analysis, Entities, IntentScore
from domain.clock import CHINA
from domain.evidence import Fact, Passage
from domain.ids import ChunkId, DocumentId, ShopId
from domain.intents import Intent, Language
from domain.reasoner import ActionReport, CompositionRequest
from domain.reply import Failure
from domain.shop import Shop

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)


def passage(text: str, number: int = 1, **fields: object) -> Passage:
    values: dict[str, object] = {
        "evidence_id": f"p{number}",
        "chunk_id": ChunkId(f"d:1:{number}"),
        "document_id": DocumentId("d"),
        "document": "说明.md",
        "title": "说明",
        "section": "",
        "page": None,
        "generation": 1,
        "text": text,
        "score": 0.9,
        "vector_score": 0.9,
    }
    return Passage.model_validate(values | fields)


def row(cells: dict[str, str], number: int = 1, **fields: object) -> Passage:
    text = "；".join(f"{column}：{value}" for column, value in cells.items())
    return passage(text, number, kind="table_row", cells=tuple(cells.items()), **fields)


def fact(tool: str, *lines: str, number: int = 1) -> Fact:
    return Fact(evidence_id=f"f{number}", tool=tool, ref="", at=NOW, lines=lines)


def request(
    text: str,
    *passages: Passage,
    intent: Intent = Intent.OTHER,
    entities: Entities | None = None,
    language: Language = Language.CHINESE,
    facts: tuple[Fact, ...] = (),
    actions: tuple[ActionReport, ...] = (),
    choices: tuple[str, ...] = (),
    notices: tuple[str, ...] = (),
    failures: tuple[Failure, ...] = (),
) -> CompositionRequest:
    analysis = Analysis(
        intents=(IntentScore(name=intent, confidence=0.9),),
        entities=entities or Entities(),
        question=text,
        language=language,
    )
    return CompositionRequest(
        text=text, analysis=analysis, passages=passages, facts=facts, actions=actions, choices=choices,
        notices=notices, shop=Shop(id=ShopId("laden")), now=NOW, failures=failures,
    )  # fmt: skip
