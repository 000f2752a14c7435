"""Whether to ship: thresholds in a small file, and samples that must never fail."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, ValidationError

from backends.unique_yaml import UniqueKeys
from domain.errors import ConfigurationError, InvalidInputError
from domain.model import Frozen
from eval.summary import Breach, Summary, Tally

Rate = Annotated[float, Field(ge=0, le=1)]


class Limits(Frozen):
    """Of one measure; what is absent isn't judged."""

    mean_at_least: float | None = None
    mean_at_most: float | None = None
    p95_at_most: float | None = None
    total_at_most: float | None = None


class Gate(Frozen):
    """gate.yaml."""

    min_pass: Rate = 1.0
    p0: tuple[str, ...] = ("p0",)
    """Tags and sample ids that must never fail."""
    tags: dict[str, Rate] = {}
    """Pass rates of slices."""
    scorers: dict[str, Rate] = {}
    """Shares of a scorer's verdicts that pass."""
    measures: dict[str, Limits] = {}
    max_broken: Annotated[int, Field(ge=0)] | None = None
    """Samples that the baseline passed and this run doesn't."""
    significant: Annotated[float, Field(gt=0, lt=1)] = 0.05
    """A change for the worse that is this unlikely by chance is refused, whatever ``max_broken`` says."""
    max_flaky: Annotated[int, Field(ge=0)] | None = None
    max_cancelled: Rate = 0.2
    """Share of trials whose simulated customer failed; above it the run says too little."""


def read_gate(path: Path) -> Gate:
    """A gate's file. Raises: InvalidInputError: it isn't there. ConfigurationError: it says something else."""
    if not path.is_file():
        raise InvalidInputError(f"There is no gate file named {path.name}.")
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=UniqueKeys) or {}  # noqa: S506 - a SafeLoader
        return Gate.model_validate(content)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        raise ConfigurationError(f"{path.name} can't be read as YAML{where}.") from None
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in error.errors()[:5])
        raise ConfigurationError(f"{path.name}: {told}.") from None


def breaches(gate: Gate, summary: Summary) -> tuple[Breach, ...]:
    """Every threshold that doesn't hold; none: ship."""
    return (
        *_never_failing(gate, summary),
        *_overall(gate, summary),
        *_slices("tag", gate.tags, summary.by_tag, summary),
        *_slices("scorer", gate.scorers, summary.by_scorer, summary),
        *_measured(gate, summary),
        *_compared(gate, summary),
    )


def _never_failing(gate: Gate, summary: Summary) -> list[Breach]:
    marked = set(gate.p0)
    # One that could not be judged is no pass either.
    failed = tuple(v.sample for v in summary.verdicts if not v.passed and ({v.sample, *v.tags} & marked))
    return [Breach(rule="p0", told=f"{len(failed)} samples failed that must never", samples=failed)] if failed else []


def _overall(gate: Gate, summary: Summary) -> list[Breach]:
    found: list[Breach] = []
    if not summary.samples:
        found.append(Breach(rule="samples", told="no sample could be judged"))
    elif summary.pass_rate < gate.min_pass:
        told = f"{summary.pass_rate:.1%} of the samples passed; at least {gate.min_pass:.1%} have to"
        found.append(Breach(rule="min_pass", told=told))
    if gate.max_flaky is not None and len(summary.flaky) > gate.max_flaky:
        told = f"{len(summary.flaky)} flaky samples; {gate.max_flaky} are allowed"
        found.append(Breach(rule="max_flaky", told=told, samples=summary.flaky))
    trials = summary.cancelled + sum(verdict.trials for verdict in summary.verdicts)
    if trials and summary.cancelled / trials > gate.max_cancelled:
        told = f"the simulated customer failed in {summary.cancelled} of {trials} trials"
        found.append(Breach(rule="max_cancelled", told=told))
    return found


def _slices(kind: str, wanted: dict[str, float], got: tuple[Tally, ...], summary: Summary) -> list[Breach]:
    known = {tally.name: tally for tally in got}
    found: list[Breach] = []
    for name, rate in wanted.items():
        tally = known.get(name)
        if tally is None:
            # A threshold that nothing is measured against would pass for ever.
            found.append(Breach(rule=f"{kind} {name}", told="nothing of this kind was judged"))
        elif tally.rate < rate:
            failed = tuple(
                v.sample
                for v in summary.verdicts
                if v.judged and not v.passed and name in (v.tags if kind == "tag" else v.failed_scorers)
            )
            told = f"{tally.passed} of {tally.total} ({tally.rate:.1%}); at least {rate:.1%} have to pass"
            found.append(Breach(rule=f"{kind} {name}", told=told, samples=failed))
    return found


def _measured(gate: Gate, summary: Summary) -> list[Breach]:
    known = {spread.name: spread for spread in summary.measures}
    found: list[Breach] = []
    for name, limits in gate.measures.items():
        spread = known.get(name)
        if spread is None:
            found.append(Breach(rule=f"measure {name}", told="it was not measured"))
            continue
        over = [
            ("mean", spread.mean, limits.mean_at_most),
            ("p95", spread.p95, limits.p95_at_most),
            ("total", spread.total, limits.total_at_most),
        ]
        told = [f"{what} {got:.4g} is over {most:.4g}" for what, got, most in over if most is not None and got > most]
        if limits.mean_at_least is not None and spread.mean < limits.mean_at_least:
            told.append(f"mean {spread.mean:.4g} is under {limits.mean_at_least:.4g}")
        found += [Breach(rule=f"measure {name}", told=line) for line in told]
    return found


def _compared(gate: Gate, summary: Summary) -> list[Breach]:
    comparison = summary.comparison
    if comparison is None:
        return []
    broken, fixed = comparison.names("broken"), comparison.names("fixed")
    if gate.max_broken is not None and len(broken) > gate.max_broken:
        told = f"{len(broken)} samples broke against the baseline; {gate.max_broken} may"
        return [Breach(rule="max_broken", told=told, samples=broken)]
    if len(broken) > len(fixed) and comparison.p_value < gate.significant:
        told = f"worse than the baseline: {len(broken)} broke, {len(fixed)} fixed (p = {comparison.p_value:.3g})"
        return [Breach(rule="significant", told=told, samples=broken)]
    return []
