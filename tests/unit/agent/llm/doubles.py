"""Doubles of a chat model and requests to give to reasoners."""

from collections.abc import Callable
from datetime import UTC, datetime

from domain.analysis import Analysis, IntentScore, Line
from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage
from domain.errors import ModelFailedError
from domain.evidence import Fact, Passage
from domain.intents import Intent
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft
from domain.shop import Shop

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
SHOP = Shop(id="sample")


class ScriptedChat:
    """A chat model double: answers with what the script makes of the prompt, and remembers the prompt."""

    def __init__(self, script: Callable[[str], str]) -> None:
        self.script = script
        self.prompts: list[str] = []

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        self.prompts.append("\n".join(message.text for message in messages))
        return ChatAnswer(text=self.script(messages[-1].text), finish_reason="stop", tokens=7)


class FixedReasoner:
    """A reasoner double: gives what it was built with, or fails; remembers what it was asked."""

    def __init__(self, name: str, analysis: Analysis | None = None, draft: Draft | None = None) -> None:
        self.name = name
        self.analysis, self.draft = analysis, draft
        self.read: list[AnalysisRequest] = []
        self.composed: list[CompositionRequest] = []

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        self.read.append(request)
        if self.analysis is None:
            raise ModelFailedError("down")
        return self.analysis

    async def compose(self, request: CompositionRequest) -> Draft:
        self.composed.append(request)
        if self.draft is None:
            raise ModelFailedError("down")
        return self.draft


def reading(intent: Intent = Intent.PRODUCT_INFO, confidence: float = 0.8, **fields: object) -> Analysis:
    """A reading with this first intent."""
    return Analysis.model_validate({"intents": (IntentScore(name=intent, confidence=confidence),), **fields})


def passage(text: str, evidence_id: str = "p1", internal: bool = False) -> Passage:
    """A passage of some document."""
    return Passage(
        evidence_id=evidence_id,
        chunk_id=f"c-{evidence_id}",
        document_id="d1",
        document="售后说明.md",
        title="售后说明",
        section="退换",
        page=None,
        generation=1,
        text=text,
        internal=internal,
    )


def fact(text: str, evidence_id: str = "f1") -> Fact:
    """A tool fact."""
    return Fact(evidence_id=evidence_id, tool="get_order", ref="A1", at=NOW, lines=(text,))


def composition(text: str = "能退吗", **fields: object) -> CompositionRequest:
    """A request to write."""
    return CompositionRequest.model_validate(
        {"text": text, "analysis": reading(question=text), "shop": SHOP, "now": NOW, **fields}
    )


def analysis_request(text: str, history: tuple[Line, ...] = ()) -> AnalysisRequest:
    """A request to read."""
    return AnalysisRequest(text=text, history=history, shop=SHOP, now=NOW)
