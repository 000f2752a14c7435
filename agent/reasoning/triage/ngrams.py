"""Character n-grams with their places in the text, the same for training and for reading."""

import re
import unicodedata
from typing import NamedTuple

HOTLINES = frozenset({"110", "119", "120", "315", "12315", "12345", "12348"})
"""Numbers that are words: police, ambulance, consumer complaint lines. All others are folded to one token."""

LONGEST = 3
_PIECE = re.compile(r"[a-z]+|[0-9]+|\s+|.", re.DOTALL)
_JOIN = "\x1f"


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


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens: Latin words whole, numbers folded (their length says nothing), everything else by character."""
    folded: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for piece in unicodedata.normalize("NFKC", char).lower():
            folded.append(piece)
            origin.append(index)
    found = [Token("^", 0, 0)]
    for match in _PIECE.finditer("".join(folded)):
        value, start, end = match[0], origin[match.start()], origin[match.end() - 1] + 1
        if value.isspace():
            value = " "
        elif value.isdecimal() and value not in HOTLINES:
            value = "#"
        found.append(Token(value, start, end))
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
