"""What of a turn is shown to the chat model: fenced, shortened, without personal data."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agent.checks.redact import redact, restore
from domain.analysis import Line
from domain.evidence import Evidence, Fact, Passage
from domain.intents import Speaker
from domain.reasoner import CompositionRequest

HISTORY_LINES = 8
LINE_CHARACTERS = 300
EVIDENCE_TOKENS = 4500
"""About 6,000 characters of Chinese; passages come best first, so what is left out matters least."""
Count = Callable[[str], int]
"""How many tokens a text has for the chat model."""

_SPEAKERS = {Speaker.CUSTOMER: "客户", Speaker.BOT: "客服", Speaker.AGENT: "客服"}


@dataclass
class Veil:
    """Hides personal data in everything that goes to the model, and puts it back into what comes back."""

    placeholders: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """The text with placeholders; the same value has the same one throughout the call."""
        hidden = redact(text, self.placeholders)
        self.placeholders = dict(hidden.placeholders)
        return hidden.text

    def lift(self, text: str) -> str:
        """The originals again."""
        return restore(text, self.placeholders)


def new_boundary() -> str:
    """A fence that nobody who wrote a document or a message could have known."""
    return f"#{secrets.token_hex(8)}#"


def history_text(history: Sequence[Line], veil: Veil) -> str:
    """The last lines of the conversation."""
    lines = [
        f"{_SPEAKERS[line.speaker]}：{veil.hide(line.text)[:LINE_CHARACTERS]}" for line in history[-HISTORY_LINES:]
    ]
    return "\n".join(lines) or "（无）"


def evidence_for(request: CompositionRequest, count: Count) -> tuple[Evidence, ...]:
    """What a customer's reply may rest on, facts first, as much as fits."""
    public = [passage for passage in request.passages if not passage.internal]
    room = EVIDENCE_TOKENS
    shown: list[Evidence] = []
    candidates: tuple[Evidence, ...] = (*request.facts, *public)
    for evidence in candidates:
        if (tokens := count(evidence.text)) <= room:
            shown.append(evidence)
            room -= tokens
    return tuple(shown)


def evidence_text(evidence: Sequence[Evidence], veil: Veil) -> str:
    """The evidence, each under its id."""
    return "\n\n".join(f"[{item.evidence_id}] {_heading(item, veil)}\n{veil.hide(item.text)}" for item in evidence)


def _heading(evidence: Evidence, veil: Veil) -> str:
    if isinstance(evidence, Fact):
        return f"系统查询结果 {evidence.tool}"
    return veil.hide(_title(evidence))


def _title(passage: Passage) -> str:
    parts = (passage.title or passage.document, passage.section, passage.question)
    return " > ".join(part for part in parts if part)
