"""What a calibration leaves beside the rubric, so that a run knows its judge for the one that people checked."""

from pathlib import Path

from pydantic import ValidationError

from domain.errors import ConfigurationError, InvalidInputError
from domain.model import Frozen
from eval.judging.calibration import Calibration
from eval.judging.judge import Judge


class Certificate(Frozen):
    """RUBRIC.calibration.json."""

    judge: str
    """Model, prompt and rubric: another of any of them is another judge."""
    kappa: float
    agreement: float
    calibration: Calibration


def certificate_of(judge: Judge, calibration: Calibration) -> Certificate:
    """The figures of this judge."""
    return Certificate(
        judge=judge.identity, kappa=calibration.kappa, agreement=calibration.agreement, calibration=calibration
    )


def certificate_path(rubric: Path) -> Path:
    """Beside the rubric."""
    return rubric.with_name(rubric.name + ".calibration.json")


def write_certificate(rubric: Path, certificate: Certificate) -> Path:
    """Keep it. Raises: InvalidInputError: the folder can't be written."""
    path = certificate_path(rubric)
    try:
        path.write_text(certificate.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError:
        raise InvalidInputError(f"{path.name} can't be written beside the rubric.") from None
    return path


def require_calibrated(rubric: Path, judge: Judge) -> Certificate:
    """The certificate of this very judge.

    Raises:
        InvalidInputError: the judge was never calibrated, or as another model, prompt or rubric.
        ConfigurationError: it agrees with people too little, or too few replies were judged.
    """
    path = certificate_path(rubric)
    again = f"run `kefu golden calibrate {rubric.name} LABELS`"
    if not path.is_file():
        raise InvalidInputError(f"Nobody knows how far this judge agrees with people: {again} first.")
    try:
        found = Certificate.model_validate_json(path.read_bytes())
    except ValidationError:
        raise ConfigurationError(f"{path.name} can't be read; {again} again.") from None
    if found.judge != judge.identity:
        raise InvalidInputError(f"The judge was calibrated as {found.judge} and is {judge.identity}: {again} again.")
    scored = found.calibration.labels - found.calibration.unscored
    if scored < judge.rubric.min_labels:
        raise ConfigurationError(
            f"The judge was compared on {scored} replies; {judge.rubric.min_labels} are the least."
        )
    if found.kappa < judge.rubric.min_kappa:
        raise ConfigurationError(
            f"The judge agrees with people by kappa {found.kappa:.2f}; at least {judge.rubric.min_kappa:.2f} is needed."
        )
    return found
