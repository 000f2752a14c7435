"""Calibrates the chat model that judges."""

from pathlib import Path

from backends.settings import Settings
from commands.evaluation.chat_models import examiner_of
from domain.errors import ConfigurationError
from eval.judging.calibration import calibrate, read_labels
from eval.judging.certificate import Certificate, certificate_of, require_calibrated, write_certificate
from eval.judging.judge import Judge
from eval.judging.rubric import read_rubric


async def calibrate_judge(settings: Settings, rubric: Path, labels: Path) -> tuple[Certificate, str]:
    """The figures, kept beside the rubric, and why the judge can't be used; empty: it can.

    Raises: InvalidInputError, ConfigurationError: a file can't be used, or no chat model is set up.
    """
    model, name = examiner_of(settings)
    judge = Judge(model, read_rubric(rubric), name)
    certificate = certificate_of(judge, await calibrate(judge, read_labels(labels)))
    write_certificate(rubric, certificate)
    try:
        require_calibrated(rubric, judge)
    except ConfigurationError as error:
        return certificate, str(error)
    return certificate, ""
