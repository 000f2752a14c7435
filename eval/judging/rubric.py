"""The rubric that a chat model judges by."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, StringConstraints, ValidationError

from backends.unique_yaml import UniqueKeys
from domain.errors import ConfigurationError, InvalidInputError
from domain.intents import Outcome
from domain.model import Frozen

Line = Annotated[str, StringConstraints(min_length=1)]


class Rubric(Frozen):
    """rubric.yaml."""

    name: Line
    criteria: Annotated[tuple[Line, ...], Field(min_length=1)]
    """All of them have to hold."""
    outcomes: tuple[Outcome, ...] = (Outcome.ANSWER, Outcome.TOOL_ANSWER)
    """Only replies of these are judged."""
    min_labels: Annotated[int, Field(ge=1)] = 20
    """Replies that people and the judge both have judged, below which nothing is known about the judge."""
    min_kappa: Annotated[float, Field(ge=-1, le=1)] = 0.6
    """Cohen's kappa with people; 0.61 begins what Landis and Koch (1977) call substantial agreement."""


def read_rubric(path: Path) -> Rubric:
    """A rubric's file. Raises: InvalidInputError: it isn't there. ConfigurationError: it says something else."""
    if not path.is_file():
        raise InvalidInputError(f"There is no rubric named {path.name}.")
    try:
        return Rubric.model_validate(yaml.load(path.read_text(encoding="utf-8-sig"), Loader=UniqueKeys))  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ConfigurationError(f"{path.name} can't be read as YAML.") from None
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in error.errors()[:5])
        raise ConfigurationError(f"{path.name}: {told}.") from None
