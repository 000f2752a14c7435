"""The questions asked in one message."""

import re
from collections.abc import Sequence

from agent.reasoning.embedded.language import language_of
from agent.reasoning.embedded.words.answer_types import answer_types
from agent.reasoning.embedded.words.joined import asks_of, of_each
from agent.reasoning.embedded.words.terms import LIGHT, terms_in

OWN_TERMS = 2
"""Content words that make a later part of a message a question of its own."""
MOST_SEARCHES = 5
"""For one message, beside the search for the whole."""
_JOINED = "[和跟与、的]|还有|以及"
_LEAD_IN = re.compile(r"^(?:那么?|然后|还有|另外|要是现在|要是)")
_CHOICE = re.compile(r"是[^，。？?]{1,10}还是")
"""轮胎是打气的还是实心的: asks without a word that asks."""
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
        if answer_types(clause) or _CHOICE.search(clause):
            parts.append(f"{context}，{clause}" if context else clause)
            context = ""
        else:
            context = f"{context}，{clause}" if context else clause
    if len(parts) < 2:
        return [text]
    return parts[:3]


def searched_apart(text: str, things: Sequence[str] = ()) -> list[str]:
    """The parts of a message that can be looked up without the rest; none where one question is asked.

    Args:
        text: The message.
        things: Names of goods in it: a part that names none is about the one named before.
    """
    parts = parts_of(text)
    if len(parts) == 1:
        return list(of_each(text) or ())
    language = language_of(text)
    # The first part has nothing before it, what a later one is about may have been said in all of them.
    own = [p for p in parts if sum(term.weight > LIGHT for term in terms_in(p, language)) >= OWN_TERMS]
    whole = [
        said for n, part in enumerate(parts) if (said := with_thing(parts[:n], part, things)) != part or part in own
    ]
    return [each for part in whole for each in (of_each(part) or (part,))][:MOST_SEARCHES]


def with_thing(before: Sequence[str], part: str, things: Sequence[str]) -> str:
    """The part with the goods that the parts before name last, where it names none; itself without such goods."""
    if not before or _stretch(part, things):
        return part
    named = next((found for said in reversed(before) if (found := _stretch(said, things))), "")
    return f"{named}{_LEAD_IN.sub('', part)}" if named else part


def _stretch(text: str, things: Sequence[str]) -> str:
    """The first goods that the text names, with what belongs to the name or is joined to it: 泉眼Pro滤芯, E2跟E6."""
    names = [re.escape(thing) for thing in sorted(things, key=len, reverse=True) if len(thing) > 1]
    if not names:
        return ""
    name = f"(?:(?<![A-Za-z0-9])|(?=[^A-Za-z0-9]))(?:{'|'.join(names)})(?![A-Za-z0-9])"
    found = re.search(f"{name}(?:(?:{_JOINED})?{name})*", text, re.IGNORECASE)
    return found.group() if found else ""
