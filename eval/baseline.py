"""Compares a run with an earlier one, sample by sample."""

from pathlib import Path

from pydantic import ValidationError

from domain.errors import ConfigurationError, InvalidInputError
from domain.model import Frozen
from eval.run_folder import SUMMARY
from eval.statistics import mcnemar, paired_change, shift
from eval.summary import Comparison, Flip, Shift, Summary


class Result(Frozen):
    """What one sample came to."""

    passed: bool
    measures: dict[str, float] = {}


class Baseline(Frozen):
    """What is compared with: small, and free of customers' words, so that it can lie in git."""

    shop: str
    samples: dict[str, Result]


def baseline_of(summary: Summary) -> Baseline:
    """The baseline that a run makes."""
    judged = [verdict for verdict in summary.verdicts if verdict.judged]
    return Baseline(
        shop=summary.shop,
        samples={
            v.sample: Result(passed=v.passed, measures={n: round(m, 6) for n, m in v.measures.items()})
            for v in sorted(judged, key=lambda verdict: verdict.sample)
        },
    )


def write_baseline(path: Path, summary: Summary) -> None:
    """Write it where ``--baseline`` will read it. Raises: InvalidInputError: there is no such place."""
    try:
        path.write_text(baseline_of(summary).model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError:
        raise InvalidInputError(
            f"The baseline can't be written to {path.name}; name a file in a folder there is."
        ) from None


def read_baseline(path: Path) -> Baseline:
    """A baseline file, or an earlier run: its folder or its summary.json.

    Raises:
        InvalidInputError: it isn't there.
        ConfigurationError: it is neither, or of another version.
    """
    file = path / SUMMARY if path.is_dir() else path
    if not file.is_file():
        raise InvalidInputError(f"There is no baseline named {path.name}; give a run's folder or its {SUMMARY}.")
    content = file.read_bytes()
    try:
        return Baseline.model_validate_json(content)
    except ValidationError:
        pass
    try:
        return baseline_of(Summary.model_validate_json(content))
    except ValidationError:
        raise ConfigurationError(
            f"{file.name} is no baseline that this version can read; make it again with --save-baseline."
        ) from None


def compare(before: Baseline, summary: Summary) -> Comparison:
    """What flipped, whether that is more than chance, and which measures moved."""
    after = baseline_of(summary).samples
    common = [name for name in after if name in before.samples]
    broken = [n for n in common if before.samples[n].passed and not after[n].passed]
    fixed = [n for n in common if not before.samples[n].passed and after[n].passed]
    flips = (
        *(Flip(sample=n, kind="broken") for n in broken),
        *(Flip(sample=n, kind="fixed") for n in fixed),
        *(Flip(sample=n, kind="added") for n in after if n not in before.samples),
        *(Flip(sample=n, kind="removed") for n in before.samples if n not in after),
    )
    low, high = paired_change(len(broken), len(fixed), len(common))
    return Comparison(
        flips=flips,
        low=low,
        high=high,
        common=len(common),
        p_value=mcnemar(len(broken), len(fixed)),
        shifts=_shifts(before.samples, after, common),
    )


def _shifts(before: dict[str, Result], after: dict[str, Result], common: list[str]) -> tuple[Shift, ...]:
    names = dict.fromkeys(name for sample in common for name in after[sample].measures)
    found: list[Shift] = []
    for name in names:
        pairs = [
            (before[s].measures[name], after[s].measures[name])
            for s in common
            if name in before[s].measures and name in after[s].measures
        ]
        if pairs:
            found.append(shift(name, [old for old, _ in pairs], [new for _, new in pairs]))
    return tuple(found)
