"""The model's findings in a text: which sentence, and which of its clauses."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast, get_args

from agent.checks.backing import Backing
from agent.checks.folding import Folded
from agent.checks.learnt.model import CLEAN, ScreeningModel
from domain.reply import FindingType

_SENTENCE = re.compile(r"[^。!?\n]+[!?]*")
_CLAUSE = re.compile(r"[^,;:]+")
_SHORTEST = 4
"""Characters; less says too little to be judged without a rule."""
_TYPES: tuple[FindingType, ...] = get_args(FindingType)


class Learnt(NamedTuple):
    """A stretch of the compact copy."""

    type: FindingType
    start: int
    end: int


@lru_cache(maxsize=1)
def _model() -> ScreeningModel:
    return ScreeningModel.load()


def learnt_findings(compact: Folded, backing: Backing) -> Iterator[Learnt]:
    """What the model would not let out. Sentences that stand in the evidence are the shop's own words and pass."""
    for match in _SENTENCE.finditer(compact.text):
        sentence = match[0]
        if len(sentence) >= _SHORTEST and (kind := judged(sentence)) and not _is_quoted(sentence.rstrip("!?"), backing):
            start, end = _narrowed(sentence, kind)
            yield Learnt(kind, match.start() + start, match.start() + end)


def _is_quoted(sentence: str, backing: Backing) -> bool:
    """Whether the evidence says it all: as it stands, or clause by clause behind a salutation or a row's name."""
    return backing.has(sentence) or all(
        len(clause) < _SHORTEST or backing.has(clause) for clause in _CLAUSE.findall(sentence)
    )


@lru_cache(maxsize=4096)
def judged(sentence: str) -> FindingType | None:
    """The type of a sentence of the compact folded copy; None where it may be said."""
    model = _model()
    odds = model.probabilities(sentence)
    if 1 - odds.pop(CLEAN) < model.metadata["threshold"]:
        return None
    return cast(FindingType, max(odds, key=odds.__getitem__))


def _narrowed(sentence: str, kind: FindingType) -> tuple[int, int]:
    """The fewest neighbouring clauses that are of this type by themselves; else the sentence."""
    clauses = [match.span() for match in _CLAUSE.finditer(sentence)]
    for size in range(1, len(clauses)):
        for first in range(len(clauses) - size + 1):
            start, end = clauses[first][0], clauses[first + size - 1][1]
            if end - start >= _SHORTEST and judged(sentence[start:end]) == kind:
                return start, end
    return 0, len(sentence)
