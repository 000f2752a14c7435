"""A double of the chat model, in place of a paid endpoint: it reads nothing and quotes the first passage it is shown.

It shows what a turn costs beside the model, not how a model answers.
"""

import json
import re

from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage

_FIRST = re.compile(r"\[(p\d+)\][^\n]*\n(?P<text>.+)")


class QuotingDouble:
    """Answers at once, in the shape that is asked for."""

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """A reading without risk, or a draft of one quoted line."""
        prompt = messages[-1].text
        reading = schema is not None and schema.name == "AnalysisAnswer"
        content = _reading() if reading else _draft(prompt)
        return ChatAnswer(text=json.dumps(content, ensure_ascii=False), finish_reason="stop")


def _reading() -> dict[str, object]:
    return {
        "intents": [{"name": "other", "confidence": 0.5}],
        "sentiment": 3,
        "urgency": 0,
        "risk_topic": None,
        "question": "",
        "request": "ask",
        "follow_up": False,
        "price_sensitive": False,
        "injection": False,
    }


def _draft(prompt: str) -> dict[str, object]:
    found = _FIRST.search(prompt)
    sentences = []
    if found:
        line = found["text"].strip()[:200]
        sentences = [{"text": line, "supports": [{"evidence_id": found[1], "quote": line}]}]
    return {
        "outcome": "answer" if sentences else "abstain",
        "sentences": sentences,
        "question": "",
        "missing": [],
        "confidence": 0.9,
    }
