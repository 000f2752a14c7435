"""Compares a run with an earlier one: which samples flipped."""

from pathlib import Path

from pydantic import ValidationError

from domain.errors import ConfigurationError, InvalidInputError
from eval.records import Flip, Summary
from eval.run_folder import SUMMARY


def read_baseline(path: Path) -> Summary:
    """An earlier run: its folder or its summary.json.

    Raises:
        InvalidInputError: it isn't there.
        ConfigurationError: it is no summary of this version.
    """
    file = path / SUMMARY if path.is_dir() else path
    if not file.is_file():
        raise InvalidInputError(f"There is no baseline named {path.name}; give a run's folder or its {SUMMARY}.")
    try:
        return Summary.model_validate_json(file.read_bytes())
    except ValidationError:
        raise ConfigurationError(
            f"{file.name} is no summary that this version can read; make the baseline again."
        ) from None


def flips(before: Summary, after: Summary) -> tuple[Flip, ...]:
    """What changed: broken ones first."""
    old = {v.sample: v.passed for v in before.verdicts}
    new = {v.sample: v.passed for v in after.verdicts}
    return (
        *(Flip(sample=s, kind="broken") for s in new if old.get(s) and not new[s]),
        *(Flip(sample=s, kind="fixed") for s in new if s in old and not old[s] and new[s]),
        *(Flip(sample=s, kind="added") for s in new if s not in old),
        *(Flip(sample=s, kind="removed") for s in old if s not in new),
    )
