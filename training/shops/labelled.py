"""Labelled questions to a shop's documents, as they stand in a file."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter

from backends.unique_yaml import UniqueKeys
from domain.intents import Outcome
from domain.model import Frozen

UNANSWERABLE = "unanswerable"


class Labelled(Frozen):
    """A question with what a right reply says and what it rests on."""

    id: str
    kind: str
    turns: Annotated[tuple[str, ...], Field(min_length=1)]
    """The customer's messages; the last one is judged."""
    says: tuple[tuple[str, ...], ...] = ()
    """Of every group one alternative has to be in the reply."""
    evidence: tuple[tuple[str, ...], ...] = ()
    """Each is one needed passage: all its pieces stand in one chunk."""
    forbid: tuple[str, ...] = ()
    outcome: tuple[Outcome, ...] = ()


_ALL = TypeAdapter(list[Labelled])


def held_nowhere(evidence: Iterable[tuple[str, ...]], live: Collection[str]) -> list[tuple[str, ...]]:
    """Needed passages that no live text holds: the label is wrong, or the text was lost on its way in."""
    return [pieces for pieces in evidence if not any(all(piece in text for piece in pieces) for text in live)]


def read_labelled(path: Path) -> list[Labelled]:
    """Raises: ValidationError: the file is wrong; ConstructorError: a key stands twice."""
    return _ALL.validate_python(yaml.load(path.read_text("utf-8"), Loader=UniqueKeys))  # noqa: S506 a safe loader
