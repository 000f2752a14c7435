"""Labelled questions: sets in a format of their own, and the golden sets that work is done with."""

from pathlib import Path

from domain.intents import Outcome
from domain.model import Frozen
from eval.golden_sets.files import read_golden_files
from eval.samples import Sample
from training.shops.labelled import UNANSWERABLE, Labelled, read_labelled

FOLDER = Path(__file__).parent
KINDS = (
    "everyday",
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
    return [_question(labelled) for labelled in read_labelled(FOLDER / "questions" / f"{shop}.yaml")]


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
