"""One batch of files: what each comes to, in the order in which the pieces finish."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.documents import Document, IngestJob, IngestReport
from domain.ids import ShopId
from domain.quarantine import HeldStatus
from domain.shop import DocumentRule
from ingest.prepared import Prepared
from ingest.refusals import Reason
from ingest.sources import Source


@dataclass
class Batch:
    """Progress and reports of one run."""

    shop: ShopId
    job: IngestJob
    progress: Callable[[IngestJob], None] | None
    dry_run: bool = False
    reports: dict[str, list[IngestReport]] = field(default_factory=dict)
    changed: list[Document] = field(default_factory=list)
    waiting: dict[str, "Waiting"] = field(default_factory=dict)
    """Files being prepared, by name."""

    def report(self, report: IngestReport) -> None:
        """Note what became of a file."""
        self.reports.setdefault(report.name, []).append(report)
        self.tell("running", done=self.job.done + 1, stage=report.name)

    def tell(self, status: str, done: int | None = None, stage: str = "") -> None:
        """Pass progress on."""
        self.job = self.job.model_copy(
            update={
                "status": status,
                "done": self.job.done if done is None else done,
                "stage": stage,
                "reports": tuple(report for reports in self.reports.values() for report in reports),
            }
        )
        if self.progress is not None:
            self.progress(self.job)

    def in_order(self, sources: Sequence[Source]) -> list[IngestReport]:
        """Reports in the order of the files, removals at the end."""
        names = list(dict.fromkeys(source.name for source in sources))
        rest = [name for name in self.reports if name not in set(names)]
        return [report for name in [*names, *rest] for report in self.reports.get(name, [])]


@dataclass(frozen=True)
class Waiting:
    """What is known of a file before it is opened."""

    source: Source
    content_hash: str
    rule: DocumentRule
    before: Document | None
    size: int


def refusal_report(name: str, reason: str, serving: bool) -> IngestReport:
    """A rejected file; an older generation that goes on serving is mentioned."""
    kept = "；原有版本继续使用 (the previous version stays live)" if serving else ""
    return IngestReport(name=name, result="rejected", reason=f"{reason}{kept}")


def quarantine_report(prepared: Prepared, serving: bool, decisions: Mapping[str, HeldStatus]) -> IngestReport:
    """A file kept back for a person."""
    kept = "；原有版本继续使用 (the previous version stays live)" if serving else ""
    return IngestReport(
        name=prepared.name, result="quarantined", reason=f"{prepared.refusal}{kept}", **kept_back(prepared, decisions)
    )


def kept_back(prepared: Prepared, decisions: Mapping[str, HeldStatus]) -> dict[str, Any]:
    """What stays out, as fields of a report."""
    out = [held for held in prepared.held if decisions.get(held.digest) != "released"]
    notes = (held.note for held in out if held.note)
    return {
        "left_out": tuple(dict.fromkeys([*prepared.left_out, *notes])),
        "waiting": sum(held.digest not in decisions for held in out),
    }


def unreadable(source: Source) -> IngestReport:
    """A path that isn't a file to read."""
    return refusal_report(source.name, (source.refusal or Reason.NOT_A_FILE).value, serving=False)
