"""Which corrections of a question are sure enough to be read instead of what was written."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from domain.text.terms import HAN

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
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, written, corrected, autojunk=False).get_opcodes():
        latin = kind == "replace" and HAN.search(written[i1:i2]) is None
        sure = latin or any(start <= j1 and j2 <= end for start, end in spans)
        parts.append(corrected[j1:j2] if kind == "equal" or sure else written[i1:i2])
    return "".join(parts)


def _spans(term: str, text: str) -> Iterable[tuple[int, int]]:
    start = text.find(term)
    while start >= 0:
        yield start, start + len(term)
        start = text.find(term, start + 1)
