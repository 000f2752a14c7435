"""The corpus: facts of made-up shops of many trades, each with questions that it answers."""

import hashlib
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("corpus")

MIN_COLUMNS = 3
COLUMN = 14
"""Characters of the longest column name."""


class Entry(NamedTuple):
    """A sentence of a shop's documents and questions that it alone answers."""

    trade: str
    section: str
    sentence: str
    """Empty: no sentence of the shop answers these questions."""
    questions: tuple[str, ...]
    faq: str = ""
    """Where the sentence is the answer of a FAQ: its question."""

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Column and value of a table's row; empty for prose."""
        return cells_of(self.sentence)


def cells_of(sentence: str) -> tuple[tuple[str, str], ...]:
    """Column and value of ``列名：值；列名：值；…``, as ingest writes a table's row; empty for prose."""
    cells = [tuple(piece.split("：", 1)) for piece in sentence.rstrip("。").split("；")]
    if len(cells) < MIN_COLUMNS or any(len(c) < 2 or not 0 < len(c[0]) <= COLUMN for c in cells):
        return ()
    return tuple((column, value) for column, value in cells)


def load_corpus(folder: Path = FOLDER) -> list[Entry]:
    """All entries, by trade and in the order of the files."""
    entries = []
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            section, sentence, *questions = line.split("|")
            entries.append(Entry(path.stem, section, sentence, tuple(questions)))
    return entries


def corpus_digest(folder: Path = FOLDER) -> str:
    """sha256 over names and contents of the corpus files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
