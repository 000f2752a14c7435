"""What a running transaction opens personal columns with; set by ``Database``, read by the column type."""

from contextvars import ContextVar
from typing import Protocol


class Opens(Protocol):
    """Opens what was sealed."""

    def open(self, stored: str) -> str:
        """The text of a stored value."""
        ...


OPENER: ContextVar[Opens | None] = ContextVar("kefu_opener", default=None)
"""None outside a transaction of ``Database``: values are seen as they are stored."""
