"""A customer's text made safe to store, search and show, and still readable as it was written."""

import unicodedata
from dataclasses import dataclass

_KEPT_PUNCTUATION = frozenset("，。！？：；（）【】《》“”‘’「」『』、～…—￥")
"""Full-width punctuation is what Chinese is written with; NFKC would make it ASCII."""
_MAX_MARKS = 2
"""Combining marks in a row; real scripts need no more, Zalgo text does."""


@dataclass(frozen=True)
class Sanitised:
    """The cleaned text; ``notes`` name what was changed, for the trace."""

    text: str
    notes: tuple[str, ...]


def _plain(character: str) -> str:
    """NFKC where it only changes the shape: letters, digits, spaces and ASCII signs; ①, ½ and ㎡ keep their meaning."""
    if character in _KEPT_PUNCTUATION:
        return character
    category = unicodedata.category(character)
    if category[0] == "L" or category in ("Nd", "Zs", "Zl", "Zp") or "！" <= character <= "～":
        return unicodedata.normalize("NFKC", character)
    return character


def sanitise(text: str) -> Sanitised:
    """Remove what nobody can see and unify the width of letters and digits. Never cuts.

    Control, zero-width, bidirectional, tag and private-use characters and lone surrogates go; line breaks stay.
    """
    notes: dict[str, None] = {}
    kept: list[str] = []
    marks = 0
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        if character in "\n\t\u2028\u2029":
            kept.append(" " if character == "\t" else "\n")
            continue
        category = unicodedata.category(character)
        if category[0] == "C" and category != "Cn":
            notes[{"Cs": "surrogate", "Cc": "control"}.get(category, "invisible")] = None
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > _MAX_MARKS:
            notes["marks"] = None
            continue
        plain = _plain(character)
        if plain != character:
            notes["width"] = None
        kept.append(plain)
    return Sanitised(unicodedata.normalize("NFC", "".join(kept)).strip(), tuple(notes))
