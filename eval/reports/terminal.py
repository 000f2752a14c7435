"""A run for people: a table by tag and the worst samples."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from eval.metrics import worst_first
from eval.records import Verdict
from eval.summary import Comparison, Summary, Tally

WORST = 20
"""How many failures the terminal shows; the run folder has them all."""


def report(summary: Summary, worst: int = WORST) -> Group:
    """To be printed on a console."""
    return Group(*_parts(summary, worst))


def _parts(summary: Summary, worst: int) -> Iterator[RenderableType]:
    yield _tallies("tag", summary.by_tag)
    yield _tallies("scorer", summary.by_scorer)
    failed = worst_first(summary.verdicts)
    for verdict in failed[:worst]:
        yield _failure(verdict)
    if len(failed) > worst:
        yield Text(f"… and {len(failed) - worst} more in the run folder", style="dim")
    if summary.comparison is not None:
        yield _flips(summary.comparison)
    for breach in summary.breaches:
        yield Text(f"gate, {breach.rule}: {breach.told}", style="red")
    yield Text(headline(summary), style="bold")


def headline(summary: Summary) -> str:
    """One line."""
    parts = [f"{summary.passed} of {summary.samples} samples passed ({summary.pass_rate:.1%})"]
    parts[0] += f", 95 % interval {summary.low:.1%}-{summary.high:.1%}"
    if summary.trials > 1:
        hats = ", ".join(f"pass^{k} {value:.1%}" for k, value in summary.pass_hat.items())
        parts.append(f"in each of {summary.trials} trials, {len(summary.flaky)} flaky ({hats})")
    if summary.cancelled:
        parts.append(f"{summary.cancelled} trials cancelled: the simulated customer failed")
    if summary.agent_share > 0:
        parts.append(f"harness and agent took {1 / summary.agent_share:.2f} × the agent's own time")
    parts.append(f"p0 failures: {len(summary.p0_failures)}")
    parts.append(f"a sample took {summary.sample_seconds_p50:.2f} s (p95 {summary.sample_seconds_p95:.2f} s)")
    return "; ".join(parts)


def change_of(comparison: Comparison) -> str:
    """The change of the pass rate, how sure it is, and whether it is more than chance."""
    broken, fixed = len(comparison.names("broken")), len(comparison.names("fixed"))
    change = (fixed - broken) / comparison.common if comparison.common else 0.0
    return (
        f"{change:+.1%} of {comparison.common} samples in both, 95 % interval {comparison.low:+.1%} to "
        f"{comparison.high:+.1%}, p = {comparison.p_value:.3g} (McNemar, exact)"
    )


def _tallies(title: str, tallies: tuple[Tally, ...]) -> Table:
    table = Table(title, "passed", "of", "rate", box=None, pad_edge=False, header_style="dim")
    for column in table.columns[1:]:
        column.justify = "right"
    for tally in tallies:
        style = "" if tally.passed == tally.total else "yellow"
        table.add_row(Text(tally.name), str(tally.passed), str(tally.total), f"{tally.rate:.0%}", style=style)
    return table


def _failure(verdict: Verdict) -> Text:
    text = Text(f"\n✗ {verdict.sample}", style="red")
    count = f" {verdict.passed_trials}/{verdict.trials}" if verdict.trials > 1 else ""
    text.append(f"{count} [{', '.join(verdict.tags)}]\n", style="dim")
    text.append("".join(f"  问 {turn}\n" for turn in verdict.turns), style="default")
    if verdict.reply:
        text.append(f"  答 {' '.join(verdict.reply.split())}\n", style="default")
    text.append("\n".join(f"  {line}" for line in verdict.complaints), style="yellow")
    return text


def _flips(comparison: Comparison) -> Text:
    flips = comparison.flips
    text = Text("\nagainst the baseline: " + ("nothing flipped" if not flips else ""), style="bold")
    for kind, style in (("broken", "red"), ("fixed", "green"), ("added", "dim"), ("removed", "dim")):
        names = comparison.names(kind)
        if names:
            text.append(f"\n  {kind} ({len(names)}): {', '.join(names)}", style=style)
    text.append(f"\n  {change_of(comparison)}", style="dim")
    return text
