"""The corpus: facts of made-up shops of many trades, each with questions that it answers."""

import hashlib
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("corpus")


class Entry(NamedTuple):
    """A sentence of a shop's documents and questions that it alone answers."""

    trade: str
    section: str
    sentence: str
    """Empty: no sentence of the shop answers these questions."""
    questions: tuple[str, ...]
    faq: str = ""
    """Where the sentence is the answer of a FAQ: its question."""


def load_corpus() -> list[Entry]:
    """All entries, by trade and in the order of the files."""
    entries = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            section, sentence, *questions = line.split("|")
            entries.append(Entry(path.stem, section, sentence, tuple(questions)))
    return entries


def corpus_digest() -> str:
    """sha256 over names and contents of the corpus files."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
