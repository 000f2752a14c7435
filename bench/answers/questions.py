"""Labelled questions: sets in a format of their own, and the golden sets that work is done with."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from backends.unique_yaml import UniqueKeys
from domain.intents import Outcome
from domain.model import Frozen
from eval.golden_sets.files import read_golden_files
from eval.samples import Sample

FOLDER = Path(__file__).parent
UNANSWERABLE = "unanswerable"
KINDS = (
    "direct",
    "colloquial",
    "misspelt",
    "multi_turn",
    "table",
    "multi_passage",
    "superseded",
    "english",
    "clarify",
    UNANSWERABLE,
)
"""The rows of the report; a question may be of several."""

_GOLDEN_KINDS = {"abstain": UNANSWERABLE, "rowspan": "table", "fault_code": "table", "policy": "direct"}
_NOT_DOCUMENTS = frozenset({"order", "action", "risk", "chitchat", "injection", "near_miss", "stock", "coupon"})
"""Golden samples with these tags ask for orders, people or nothing: other figures judge them."""


class Labelled(Frozen):
    """A question as it stands in a set of this bench."""

    id: str
    kind: str
    turns: Annotated[tuple[str, ...], Field(min_length=1)]
    says: tuple[tuple[str, ...], ...] = ()
    """Of every group one alternative has to be in the reply."""
    evidence: tuple[tuple[str, ...], ...] = ()
    """Each is one needed passage: all its pieces stand in one chunk."""
    forbid: tuple[str, ...] = ()
    outcome: tuple[Outcome, ...] = ()


class Question(Frozen):
    """One question of either origin."""

    id: str
    kinds: tuple[str, ...]
    turns: tuple[str, ...]
    customer: str | None = None
    says: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...]
    evidence: tuple[tuple[str, ...], ...] = ()
    sources: tuple[str, ...] = ()
    """Where no passage is labelled: the files that a needed passage may stand in."""

    @property
    def answerable(self) -> bool:
        """Whether the documents hold the answer."""
        return Outcome.ANSWER in self.outcomes


def written(shop: str) -> list[Question]:
    """The questions written for this bench's own shops. Raises: ValidationError: the file is wrong."""
    content = yaml.load((FOLDER / "questions" / f"{shop}.yaml").read_text("utf-8"), Loader=UniqueKeys)
    return [_question(Labelled.model_validate(item)) for item in content]


def tuned_on(golden: Path) -> list[Question]:
    """A golden set's questions to documents. Raises: InvalidInputError, ConfigurationError."""
    return [_of_sample(s) for s in read_golden_files([golden]) if _asks_documents(s)]


def _question(labelled: Labelled) -> Question:
    usual = (Outcome.ABSTAIN, Outcome.CLARIFY, Outcome.HANDOFF)
    outcomes = labelled.outcome or (usual if labelled.kind == UNANSWERABLE else (Outcome.ANSWER,))
    return Question(
        id=labelled.id,
        kinds=(labelled.kind,),
        turns=labelled.turns,
        says=labelled.says,
        forbid=labelled.forbid,
        outcomes=outcomes,
        evidence=labelled.evidence,
    )


def _asks_documents(sample: Sample) -> bool:
    return not _NOT_DOCUMENTS.intersection(sample.tags) and bool(
        sample.expect.source or "abstain" in sample.tags or "clarify" in sample.tags
    )


def _of_sample(sample: Sample) -> Question:
    kinds = [_GOLDEN_KINDS.get(tag, tag) for tag in sample.tags]
    return Question(
        id=sample.id,
        kinds=tuple(dict.fromkeys(kind for kind in kinds if kind in KINDS)),
        turns=sample.turns,
        customer=sample.customer,
        says=sample.expect.must_include,
        forbid=sample.expect.must_not_include,
        outcomes=sample.expect.outcome,
        sources=sample.expect.source,
    )
