"""The corpus: sentences that instruct the bot, and the sentences of shops that don't."""

from pathlib import Path

import yaml

from agent.checks.folding import compact, fold
from agent.checks.instructed.finding import INSTRUCTS
from agent.checks.learnt.model import CLEAN
from domain.model import Frozen
from training.screening.corpus import Sentence
from training.screening.corpus import load_corpus as outgoing_sentences

FILE = Path(__file__).with_name("corpus") / "instructs.yaml"
PARTS = 6
"""Sentences are judged by a model that has not seen their part."""


class CorpusFile(Frozen):
    """Sentences, one a line."""

    instructs: str
    harmless: str


def load_corpus(file: Path = FILE) -> list[Sentence]:
    """All sentences in a fixed order; ``trade`` is the part. Raises: ValueError: the file breaks the schema."""
    written = CorpusFile.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    found: dict[str, str] = {}
    for label, lines in ((INSTRUCTS, written.instructs), (CLEAN, written.harmless)):
        for line in filter(None, map(str.strip, lines.splitlines())):
            found.setdefault(compact(fold(line)).text, label)
    for sentence in outgoing_sentences():
        found.setdefault(sentence.text, CLEAN)
    return [Sentence(text, f"part {n % PARTS}", label) for n, (text, label) in enumerate(found.items()) if text]
