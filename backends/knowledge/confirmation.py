"""Which corrections of a question are sure enough to be read instead of what was written."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from domain.text.terms import HAN

_TURNS = re.compile("[不没未无非别勿还能可会要有在是]")
SURE_LENGTH = 3
"""Characters of the shop's own term around a correction. Two are not enough: 还在 and 不在 are both sound."""


def confirmed(written: str, corrected: str, terms: Iterable[str]) -> str:
    """The question with only those corrections that complete a term of the shop.

    A search may try a doubtful spelling beside other signals; a reply is composed on one reading.

    Args:
        written: the question's normal form.
        corrected: the same with every likely correction.
        terms: of the shop's headings, columns, products and questions.
    """
    whole = [term for term in terms if SURE_LENGTH <= len(term) <= len(corrected) and HAN.fullmatch(term)]
    spans = [span for term in whole for span in _spans(term, corrected)]
    parts: list[str] = []
    for kind, i1, i2, j1, j2 in _changes(written, corrected):
        latin = kind == "replace" and HAN.search(written[i1:i2]) is None
        sure = latin or any(start <= j1 and j2 <= end for start, end in spans)
        parts.append(corrected[j1:j2] if kind == "equal" or sure else written[i1:i2])
    return "".join(parts)


def likely(written: str, corrected: str) -> str:
    """The question with every correction that touches no word of denial or permission: 是怎么 is no misspelt 题怎么."""
    parts = [
        written[i1:i2] if _TURNS.search(written[i1:i2] + corrected[j1:j2]) and kind == "replace" else corrected[j1:j2]
        for kind, i1, i2, j1, j2 in _changes(written, corrected)
    ]
    return "".join(parts)


def stretches(written: str, corrected: str) -> set[str]:
    """What the corrections would make, with the characters beside them: what documents may be asked for.

    None where a correction touches a word of denial or permission: 不在保 is written in many a document.
    """
    found: set[str] = set()
    for kind, i1, i2, j1, j2 in _changes(written, corrected):
        if kind != "replace" or _TURNS.search(written[i1:i2] + corrected[j1:j2]):
            continue
        starts = range(max(0, j2 - SURE_LENGTH), j1 + 1)
        found |= {part for s in starts if HAN.fullmatch(part := corrected[s : s + SURE_LENGTH]) and len(part) > j2 - j1}
    return {part for part in found if len(part) == SURE_LENGTH}


def _changes(written: str, corrected: str) -> Iterator[tuple[str, int, int, int, int]]:
    """How one becomes the other; two wrong characters side by side are two corrections."""
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, written, corrected, autojunk=False).get_opcodes():
        if kind == "replace" and i2 - i1 == j2 - j1 and HAN.fullmatch(written[i1:i2]):
            yield from ((kind, i1 + n, i1 + n + 1, j1 + n, j1 + n + 1) for n in range(i2 - i1))
        else:
            yield kind, i1, i2, j1, j2


def _spans(term: str, text: str) -> Iterable[tuple[int, int]]:
    start = text.find(term)
    while start >= 0:
        yield start, start + len(term)
        start = text.find(term, start + 1)
