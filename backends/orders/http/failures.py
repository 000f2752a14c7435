"""Why a call to the merchant's system came to nothing, and what that means for another try."""

from domain.errors import UnavailableError


class OrderSystemError(UnavailableError):
    """The merchant's system gave no usable answer. Its message names the call, never what was asked for."""


class NotReachedError(OrderSystemError):
    """The call certainly had no effect (no connection, 429, 503): worth another try."""


class NoAnswerError(OrderSystemError):
    """It may have had an effect (time-out, broken connection, 5xx): a look-up may be tried again."""


class BadAnswerError(OrderSystemError):
    """It was answered with something that can't be used; another try would bring the same."""


class RefusedError(OrderSystemError):
    """It was refused (4xx): address, credential or contract are wrong."""


class KeyUsedError(OrderSystemError):
    """409: the idempotency key stands for another action there."""
