"""Which errors of an endpoint are worth another try, and when."""

import random
from dataclasses import dataclass

from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

FIRST_PAUSE = 0.2
"""Seconds; doubled with each try and spread, so that many waiting turns don't come back together."""
_REFUSED_FORMAT = frozenset({400, 415, 422, 501})


class CutStreamError(Exception):
    """The stream ended without a reason to: clients pass half an answer off as a whole one."""


@dataclass(frozen=True)
class Trouble:
    """What an error means for the next try."""

    retryable: bool
    format_refused: bool = False
    """The endpoint may not know how the schema was asked for."""
    retry_after: float | None = None
    """Seconds the endpoint asked for."""

    def pause(self, attempt: int) -> float:
        """Seconds to wait before the try after this one, counted from 0."""
        if self.retry_after is not None:
            return self.retry_after
        return FIRST_PAUSE * 2.0**attempt * random.uniform(0.75, 1.25)  # noqa: S311 - not for secrets


def trouble_of(error: OpenAIError | CutStreamError) -> Trouble:
    """How to go on after an error."""
    if isinstance(error, APIStatusError):
        status = error.status_code
        # Some servers answer 500 to a response_format they don't know, so a server error counts as both.
        return Trouble(
            retryable=status in (408, 409, 429) or status >= 500,
            format_refused=status in _REFUSED_FORMAT or status == 500,
            retry_after=_seconds(error.response.headers.get("retry-after")),
        )
    return Trouble(retryable=isinstance(error, CutStreamError | APIConnectionError | APITimeoutError))


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        # The other form is a date; the budget of a turn is too short for that to matter.
        return None
