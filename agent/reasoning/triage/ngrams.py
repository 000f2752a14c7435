"""Character n-grams with their places in the text, the same for training and for reading."""

import re
import unicodedata
from typing import NamedTuple

HOTLINES = frozenset({"110", "119", "120", "315", "12315", "12345", "12348"})
"""Numbers that are words: police, ambulance, consumer complaint lines. All others are folded to ``#``."""

LONGEST = 3
_NUMBER = re.compile(r"[0-9]+")
_PIECE = re.compile(r"[a-z]+|[0-9]+|\s+|.", re.DOTALL)
_JOIN = "\x1f"


class Folded(NamedTuple):
    """A normalised text, and for each of its characters the index in the original."""

    text: str
    origin: list[int]


class Token(NamedTuple):
    """One character, Latin word or number of the normalised text, with its span in the original."""

    value: str
    start: int
    end: int


class Gram(NamedTuple):
    """One to three neighbouring tokens and the span they cover."""

    value: str
    start: int
    end: int


def normalise(text: str) -> Folded:
    """Half-width, lower-case, without control characters."""
    pieces = [
        (piece, index)
        for index, char in enumerate(text)
        for piece in unicodedata.normalize("NFKC", char).lower()
        if piece.isspace() or unicodedata.category(piece)[0] != "C"
    ]
    return Folded("".join(piece for piece, _ in pieces), [index for _, index in pieces])


def fold_numbers(text: str, origin: list[int]) -> Folded:
    """Every number but the hotlines as one ``#``: which number it is says nothing about what is wanted."""
    out: list[str] = []
    kept: list[int] = []
    position = 0
    for match in _NUMBER.finditer(text):
        if match[0] not in HOTLINES:
            out.append(text[position : match.start()] + "#")
            kept += origin[position : match.start() + 1]
            position = match.end()
    return Folded("".join([*out, text[position:]]), kept + origin[position:])


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens: Latin words whole, numbers folded, everything else by character."""
    folded, origin = fold_numbers(*normalise(text))
    found = [Token("^", 0, 0)]
    for match in _PIECE.finditer(folded):
        value = " " if match[0].isspace() else match[0]
        found.append(Token(value, origin[match.start()], origin[match.end() - 1] + 1))
    found.append(Token("$", len(text), len(text)))
    return found


def ngrams(text: str) -> list[Gram]:
    """All n-grams of one to three tokens, in order, repeats included; ``^`` and ``$`` mark the ends."""
    pieces = tokens(text)
    return [
        Gram(_JOIN.join(t.value for t in pieces[i : i + n]), pieces[i].start, pieces[i + n - 1].end)
        for n in range(1, LONGEST + 1)
        for i in range(len(pieces) - n + 1)
    ]
