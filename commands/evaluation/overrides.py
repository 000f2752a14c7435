"""Settings for one run alone, to try them before they are set for good."""

from collections.abc import Sequence

from pydantic import ValidationError

from backends.settings import Settings
from domain.errors import InvalidInputError

_PREFIX = "KEFU_"


def overridden(settings: Settings, pairs: Sequence[str]) -> Settings:
    """The settings with these NAME=VALUE in place. Raises: InvalidInputError: no such setting, or a wrong value."""
    changes: dict[str, str | None] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        field = name.strip().upper().removeprefix(_PREFIX).lower()
        if not equals or field not in Settings.model_fields:
            raise InvalidInputError(f"{name} is no setting of Kefu; write e.g. --set KEFU_LLM_MODEL=name.")
        changes[field] = value or None
    try:
        given = {name: value for name, value in settings.model_dump().items() if name not in changes}
        return Settings.model_validate({**given, **{n: v for n, v in changes.items() if v is not None}})
    except ValidationError as error:
        told = "; ".join(f"KEFU_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise InvalidInputError(f"A setting of this run is wrong: {told}.") from None
