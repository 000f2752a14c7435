"""Whether the passages found for golden questions are from the right document and hold the facts."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml


class Question(NamedTuple):
    """A golden sample that one search can answer."""

    text: str
    sources: frozenset[str]
    facts: tuple[tuple[str, ...], ...]
    """Groups of alternatives, of which each has to be found."""


class Recall(NamedTuple):
    """Shares of questions."""

    source: float
    facts: float


@lru_cache(maxsize=4)
def questions(golden: Path) -> tuple[Question, ...]:
    """Samples of one turn that name their source."""
    samples = yaml.safe_load(golden.read_text(encoding="utf-8"))
    return tuple(
        Question(
            sample["turns"][0],
            frozenset(sample["expect"]["source"]),
            tuple(tuple(group) for group in sample["expect"].get("must_include", ())),
        )
        for sample in samples
        if len(sample["turns"]) == 1 and sample["expect"].get("source") and not sample["expect"].get("tools")
    )


def recall(asked: Sequence[Question], found: Sequence[Sequence[tuple[str, str]]]) -> Recall:
    """Args: found: for each question, file name and text of the passages."""
    sources = sum(any(name in q.sources for name, _ in hits) for q, hits in zip(asked, found, strict=True))
    facts = sum(_holds(question, hits) for question, hits in zip(asked, found, strict=True))
    return Recall(sources / len(asked), facts / len(asked))


def _holds(question: Question, hits: Sequence[tuple[str, str]]) -> bool:
    text = "".join("".join(text.split()) for name, text in hits if name in question.sources)
    return all(any("".join(alternative.split()) in text for alternative in group) for group in question.facts)
