"""How often a caller may call and how much may run at once: refused early, before anything is stored."""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from domain.credentials import Principal, Role
from domain.errors import ConfigurationError, TooManyRequestsError
from domain.ids import ConversationId

MAX_MESSAGE_CHARACTERS = 2000
"""Of a customer's message."""

MAX_FOLLOWERS = 20
"""Event streams of one conversation in a process; each asks the database every second, for as long as it likes."""
MAX_BODY_BYTES = 16 * 1024 * 1024
"""Room for a history with pictures, no more: it is read before the credential is looked up, and JSON takes many times
its size in memory."""
MAX_BATCH_BYTES = 64 * 1024 * 1024
"""A batch of uploads, kept on disk; single files have a limit of their own."""


class RateLimits:
    """Sliding windows in this process; several replicas allow that many times as much.

    The least that protects: a credential, a shop and a conversation each have a rate of their own, so that one
    customer's script can't use up the shop's share, nor one shop the installation's.
    """

    def __init__(self, credential: str, shop: str, conversation: str) -> None:
        """Args: like ``1200/minute``; an empty text sets no limit.

        Raises: ConfigurationError: a rate can't be read.
        """
        self._credential, self._shop = _rate(credential), _rate(shop)
        self._conversation = _rate(conversation)
        self._windows = SlidingWindowCounterRateLimiter(MemoryStorage())

    def take(self, principal: Principal) -> None:
        """Count a request of this caller. Raises: TooManyRequestsError."""
        self._hit(self._credential, "credential", principal.shop, principal.credential)
        # Keys that stand in pages are everybody's: who floods a shop with them mustn't shut its people out.
        if principal.role is Role.CUSTOMER:
            self._hit(self._shop, "shop", principal.shop)

    def take_message(self, conversation_id: ConversationId) -> None:
        """Count a customer's message. Raises: TooManyRequestsError."""
        self._hit(self._conversation, "conversation", conversation_id)

    def _hit(self, rate: RateLimitItem | None, what: str, *names: str) -> None:
        if rate is None or self._windows.hit(rate, what, *names):
            return
        reset = self._windows.get_window_stats(rate, what, *names).reset_time
        wait = max(0.001, reset - time.time())
        raise TooManyRequestsError(f"Too many requests of this {what}: try again in {math.ceil(wait)} s.", wait)


def _rate(text: str) -> RateLimitItem | None:
    if not text.strip():
        return None
    try:
        return parse(text)
    except ValueError:
        raise ConfigurationError(
            "A rate limit (KEFU_RATE_PER_…) can't be read: write it like 1200/minute, or nothing for no limit."
        ) from None
