"""The questions asked in one message."""

import re

from agent.reasoning.embedded.language import language_of
from agent.reasoning.embedded.words.answer_types import answer_types
from agent.reasoning.embedded.words.joined import asks_of
from agent.reasoning.embedded.words.terms import LIGHT, terms_in

OWN_TERMS = 2
"""Content words that make a later part of a message a question of its own."""
_CLAUSE = re.compile(
    r"[？?。！!；;\n]+|[，,、]?(?:另外|还有|顺便|以及|并且)[，,]?|[，,]|(?<=[\u4e00-\u9fff])\s+|"
    r"\s+(?=[\u4e00-\u9fff])|"
    r"\s+(?:and|also|plus)\s+(?=(?:how|what|when|where|which|who|why|can|could|do|does|is|are|will)\b)",
    re.IGNORECASE,
)


def parts_of(text: str) -> list[str]:
    """The questions asked in one message, each with the context said before it; one when only one is asked."""
    parts: list[str] = []
    context = ""
    pieces = filter(None, (piece.strip() for piece in _CLAUSE.split(text)))
    for clause in (ask for piece in pieces for ask in asks_of(piece)):
        if answer_types(clause):
            parts.append(f"{context}，{clause}" if context else clause)
            context = ""
        else:
            context = f"{context}，{clause}" if context else clause
    if len(parts) < 2:
        return [text]
    return parts[:3]


def searched_apart(text: str) -> list[str]:
    """The parts of a message that can be looked up without the rest; none where one question is asked."""
    parts = parts_of(text)
    if len(parts) == 1:
        return []
    language = language_of(text)
    return [p for p in parts if sum(term.weight > LIGHT for term in terms_in(p, language)) >= OWN_TERMS]
