"""One root, subclasses named by the situation. HTTP status codes are chosen in ``api`` alone.

A message says what was wrong and what to do; it never repeats the input or personal data.
"""


class KefuError(Exception):
    """The root of everything Kefu raises on purpose."""


class InvalidInputError(KefuError):
    """The request is well formed but can't be used as it is."""


class NotSignedInError(KefuError):
    """There is no credential, or it is forged, expired or revoked."""


class NotAllowedError(KefuError):
    """The credential's role doesn't reach this far."""


class NotFoundError(KefuError):
    """There is no such thing for this caller; whether it exists for others is not said."""


class StaleError(KefuError):
    """The thing changed since it was shown, or was decided already."""


class TooLargeError(KefuError):
    """The input is over a documented limit."""


class TooManyRequestsError(KefuError):
    """A rate or queue limit was reached."""

    def __init__(self, message: str, retry_after: float) -> None:
        """Args: message: for people; retry_after: seconds until another try makes sense."""
        super().__init__(message)
        self.retry_after = retry_after


class UnavailableError(KefuError):
    """Something outside the process doesn't answer, or the process is full; the same call may work later."""

    def __init__(self, message: str, retry_after: float = 2.0) -> None:
        """Args: message: for people; retry_after: seconds until another try makes sense."""
        super().__init__(message)
        self.retry_after = retry_after


class ModelFailedError(KefuError):
    """The chat model was down, slow, cut off or talked nonsense."""


class ModelNotAskedError(ModelFailedError):
    """The chat model was not even asked: it is left alone, used up for today, or the prompt is too long."""


class DataFolderBusyError(KefuError):
    """Another process owns the data folder."""


class ConfigurationError(KefuError):
    """A setting or a file of the shop is wrong."""


class LeaseLostError(KefuError):
    """Another worker has taken the conversation over; nothing was written."""
