"""The corpus: outgoing sentences of several trades, each with its finding type or clean."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from agent.checks.folding import compact, fold
from agent.checks.learnt.model import CLEAN
from domain.model import Frozen
from domain.reply import FindingType

FOLDER = Path(__file__).with_name("corpus")
DOCUMENTS = Path(__file__).parents[2] / "demo" / "documents"
"""Of the demonstration's shop: how manuals and policies are worded, all of it clean but what they quote."""


_SENTENCES = re.compile(r"[^。！？!?\n|]+")
_SHORTEST = 6
_QUOTES_WRONGS = re.compile('[“”"]')
"""What a document forbids to say is no example of what may be said."""


class TradeFile(Frozen):
    """One trade's sentences, one a line; or sentences of a kind, such as policies, without violations."""

    violations: dict[FindingType, str]
    clean: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labelled sentence, folded as the screening folds it."""

    text: str
    trade: str
    label: str


def load_corpus(folder: Path = FOLDER) -> list[Sentence]:
    """All sentences in a fixed order. Raises: ValueError when a file breaks the schema."""
    found: list[Sentence] = []
    for path in sorted(folder.glob("*.yaml")):
        file = TradeFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        groups: list[tuple[str, str]] = [*file.violations.items(), (CLEAN, file.clean)]
        found += [
            Sentence(compact(fold(line.strip())).text, path.stem, label)
            for label, lines in groups
            for line in lines.splitlines()
            if line.strip()
        ]
    return found + [Sentence(text, "documents", CLEAN) for text in _documents()]


def _documents() -> Iterator[str]:
    for path in sorted(path for path in DOCUMENTS.glob("*.md") if "内部" not in path.name):
        for line in _SENTENCES.findall(path.read_text(encoding="utf-8")):
            text = compact(fold(line.strip(" #|-*>"))).text
            if len(text) >= _SHORTEST and not _QUOTES_WRONGS.search(text):
                yield text


def corpus_digest(corpus: list[Sentence]) -> str:
    """The sha256 of the corpus, labels included."""
    lines = (f"{sentence.trade}\t{sentence.label}\t{sentence.text}" for sentence in corpus)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
