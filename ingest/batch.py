"""One batch of files: what each comes to, in the order in which the pieces finish."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from domain.documents import Document, IngestJob, IngestReport
from domain.ids import ShopId
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


def quarantine_report(prepared: Prepared, serving: bool) -> IngestReport:
    """A file kept back for a person, with the spans that made it so."""
    kept = "；原有版本继续使用 (the previous version stays live)" if serving else ""
    return IngestReport(
        name=prepared.name,
        result="quarantined",
        reason=f"{prepared.refusal}{kept}",
        left_out=prepared.left_out,
    )


def unreadable(source: Source) -> IngestReport:
    """A path that isn't a file to read."""
    return refusal_report(source.name, (source.refusal or Reason.NOT_A_FILE).value, serving=False)
