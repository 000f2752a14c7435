"""Questions to shops' documents as ordinary messages: they ask nothing of an own order and tell of no risk."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from training.answers.corpus import FOLDER as ANSWERS
from training.answers.corpus import load_corpus

FOLDERS = (ANSWERS, Path(__file__).parent / "reader" / "corpus")
EVERY = 3
"""So many questions for one that is taken: of all 188 trades, and training takes minutes."""
NOT_ORDINARY = Path(__file__).with_name("not_ordinary.txt")


class OrdinaryQuestion(NamedTuple):
    """As its trade's customers write it."""

    text: str
    trade: str


def ordinary_questions() -> Iterator[OrdinaryQuestion]:
    """Every third question, each once and in a fixed order, less those that do tell of a risk."""
    left_out = frozenset(NOT_ORDINARY.read_text(encoding="utf-8").splitlines())
    asked: dict[str, str] = {}
    for folder in FOLDERS:
        for entry in load_corpus(folder):
            for question in filter(None, map(str.strip, entry.questions)):
                asked.setdefault(question, entry.trade)
    for text, trade in list(asked.items())[::EVERY]:
        if text not in left_out:
            yield OrdinaryQuestion(text, trade)
