"""The figures as tables."""

import statistics
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.answers.judging import Verdict
from bench.answers.questions import KINDS
from bench.timing import p99
from domain.intents import Outcome
from training.shops.labelled import UNANSWERABLE

Figure = Callable[[Sequence[Verdict]], float | None]


def share(part: int, whole: int) -> float | None:
    """None where there is nothing to count."""
    return part / whole if whole else None


def right(verdicts: Sequence[Verdict]) -> float | None:
    """Right outcome, every group said, nothing forbidden."""
    return share(sum(v.right for v in verdicts), len(verdicts))


def recall_at(k: int) -> Figure:
    """All that is needed stands in the first k passages."""

    def recall(verdicts: Sequence[Verdict]) -> float | None:
        labelled = [v for v in verdicts if v.rank != 0]
        return share(sum(v.rank is not None and v.rank <= k for v in labelled), len(labelled))

    return recall


def citation_precision(verdicts: Sequence[Verdict]) -> float | None:
    """Verbatim quotes of needed passages, of all citations under answers."""
    answered = [v for v in verdicts if v.question.answerable]
    return share(sum(v.good_citations for v in answered), sum(v.citations for v in answered))


def citation_recall(verdicts: Sequence[Verdict]) -> float | None:
    """Needed passages that are quoted, under answers."""
    return share(sum(v.cited for v in verdicts), sum(v.needed for v in verdicts))


def invented(verdicts: Sequence[Verdict]) -> float | None:
    """Answers, of what the documents don't answer."""
    unanswerable = [v for v in verdicts if UNANSWERABLE in v.question.kinds]
    return share(sum(v.invented for v in unanswerable), len(unanswerable))


def needless(verdicts: Sequence[Verdict]) -> float | None:
    """No answer, of what the documents answer."""
    answerable = [v for v in verdicts if v.question.answerable]
    return share(sum(v.needless for v in answerable), len(answerable))


def clarify_precision(verdicts: Sequence[Verdict]) -> float | None:
    """Of the questions asked back, those that had to be."""
    asked = [v for v in verdicts if v.outcome == Outcome.CLARIFY]
    return share(sum(Outcome.CLARIFY in v.question.outcomes for v in asked), len(asked))


COLUMNS: tuple[tuple[str, Figure], ...] = (
    ("right", right),
    ("recall@1", recall_at(1)),
    ("recall@5", recall_at(5)),
    ("cite prec", citation_precision),
    ("cite rec", citation_recall),
    ("invented", invented),
    ("needless", needless),
    ("clarify", clarify_precision),
)


class Part(NamedTuple):
    """A row of the report."""

    name: str
    verdicts: Sequence[Verdict]


def table(parts: Sequence[Part]) -> str:
    """One row a part, one column a figure."""
    head = f"{'':<26}{'n':>5}" + "".join(f"{name:>11}" for name, _ in COLUMNS)
    return "\n".join([head, *(_row(part) for part in parts if part.verdicts)])


def by_kind(verdicts: Sequence[Verdict]) -> list[Part]:
    """The rows of the kinds."""
    return [Part(kind, [v for v in verdicts if kind in v.question.kinds]) for kind in KINDS]


def times(name: str, verdicts: Sequence[Verdict]) -> str:
    """Median and 99th percentile of a turn."""
    took = [v.seconds * 1000 for v in verdicts]
    return f"{name:<26}p50 {statistics.median(took):>6.0f} ms   p99 {p99(took):>6.0f} ms"


def failures(verdicts: Sequence[Verdict]) -> str:
    """What went wrong, one a line."""
    lines = [
        f"{v.question.id} [{'/'.join(v.question.kinds)}] rank {v.rank} {v.outcome}: {' >> '.join(v.question.turns)}"
        f" -> {v.reply[:160]}".replace("\n", " / ")
        for v in verdicts
        if not v.right
    ]
    return "\n".join(lines)


def _row(part: Part) -> str:
    cells = [figure(part.verdicts) for _, figure in COLUMNS]
    told = "".join(f"{'-' if cell is None else f'{cell:.3f}':>11}" for cell in cells)
    return f"{part.name:<26}{len(part.verdicts):>5}{told}"
