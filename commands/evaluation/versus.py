"""kefu compare: two settings on the same samples."""

from typing import Literal

from backends.settings import Settings
from commands.console import err, out, print_json
from commands.evaluation.evaluate import run_of
from commands.evaluation.options import EvalOptions
from eval.baseline import baseline_of
from eval.gate import Gate
from eval.reports.terminal import change_of
from eval.summary import Comparison, Summary

Verdict = Literal["B is better", "B is worse", "no difference shown"]
SIGNIFICANT = Gate().significant
"""The same that a gate asks against its baseline."""


async def compare_settings(settings: Settings, options: EvalOptions, a: tuple[str, ...], b: tuple[str, ...]) -> Verdict:
    """Run the set under A, then under B, and compare sample by sample.

    Raises: InvalidInputError, ConfigurationError: a file or a setting can't be used. NotFoundError: no shop.
    """
    first = await run_of(settings, options._replace(settings=a, quiet=True), None)
    second = await run_of(settings, options._replace(settings=b, quiet=True), baseline_of(first))
    assert second.comparison is not None
    verdict = verdict_of(second.comparison)
    if options.as_json:
        print_json(
            {
                "verdict": verdict,
                "a": {"settings": first.settings, "passed": first.passed, "samples": first.samples},
                "b": {"settings": second.settings, "passed": second.passed, "samples": second.samples},
                "comparison": second.comparison.model_dump(mode="json"),
            }
        )
    else:
        _tell(first, second, second.comparison, verdict)
        err.print(f"kefu: both runs are under {options.runs}; the report of B shows what flipped", highlight=False)
    return verdict


def verdict_of(comparison: Comparison) -> Verdict:
    """Only what is more than chance counts."""
    broken, fixed = len(comparison.names("broken")), len(comparison.names("fixed"))
    if comparison.p_value >= SIGNIFICANT or broken == fixed:
        return "no difference shown"
    return "B is better" if fixed > broken else "B is worse"


def _tell(first: Summary, second: Summary, comparison: Comparison, verdict: Verdict) -> None:
    for name, run in (("A", first), ("B", second)):
        given = ", ".join(f"{key}={value}" for key, value in run.settings.items()) or "as it is"
        out.print(
            f"{name} ({given}): {run.passed} of {run.samples}, {run.pass_rate:.1%}", highlight=False, markup=False
        )
    for kind, told in (("broken", "only A passes"), ("fixed", "only B passes")):
        names = comparison.names(kind)
        if names:
            out.print(f"{told} ({len(names)}): {', '.join(names)}", highlight=False, markup=False)
    for shift in comparison.shifts:
        moved = f"{shift.name}: {shift.before:.4g} → {shift.after:.4g}, p = {shift.p_value:.3g} (Wilcoxon)"
        out.print(moved, highlight=False, markup=False)
    out.print(f"{verdict}: B against A {change_of(comparison)}", highlight=False, markup=False, style="bold")
