"""A summary for a pull request."""

from collections.abc import Iterator

from eval.metrics import worst_first
from eval.reports.terminal import change_of
from eval.summary import Comparison, Summary, Tally

WORST = 10


def markdown_of(summary: Summary) -> str:
    """GitHub's Markdown; customers' words are code spans, so that nothing in them is read as markup."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    verdict = "❌ do not ship" if summary.breaches else "✅ ship"
    yield f"## kefu eval `{summary.shop}`: {verdict}"
    yield ""
    yield (
        f"**{summary.passed} of {summary.samples}** samples passed ({summary.pass_rate:.1%}, 95 % interval "
        f"{summary.low:.1%}-{summary.high:.1%}); P0 failures: **{len(summary.p0_failures)}**; "
        f"flaky: {len(summary.flaky)}; cancelled: {summary.cancelled}; solver: {summary.solver}"
    )
    if summary.breaches:
        yield ""
        for breach in summary.breaches:
            yield f"- **{breach.rule}**: {breach.told}{_names(breach.samples)}"
    if summary.comparison:
        yield ""
        yield from _against(summary.comparison)
    yield ""
    yield from _table("tag", summary.by_tag)
    worst = worst_first(summary.verdicts)
    if worst:
        yield ""
        yield f"<details><summary>Worst {min(WORST, len(worst))} of {len(worst)}</summary>"
        yield ""
        for failed in worst[:WORST]:
            yield f"- `{failed.sample}` {_code(' → '.join(failed.turns))}"
            for line in failed.complaints:
                yield f"  - {_code(line)}"
        yield ""
        yield "</details>"


def _against(comparison: Comparison) -> Iterator[str]:
    broken, fixed = comparison.names("broken"), comparison.names("fixed")
    yield (
        f"Against the baseline: {len(broken)} broken{_names(broken)}, "
        f"{len(fixed)} fixed{_names(fixed)}: {change_of(comparison)}"
    )


def _table(title: str, tallies: tuple[Tally, ...]) -> Iterator[str]:
    yield f"| {title} | passed | of | rate | 95 % |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for tally in tallies:
        name = tally.name.replace("|", "\\|")
        yield (f"| {name} | {tally.passed} | {tally.total} | {tally.rate:.0%} | {tally.low:.0%}-{tally.high:.0%} |")


def _names(samples: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{name}`" for name in samples[:8])
    return f" ({shown}{', …' if len(samples) > 8 else ''})" if samples else ""


def _code(text: str) -> str:
    return "`" + " ".join(text.split()).replace("`", "'") + "`"
