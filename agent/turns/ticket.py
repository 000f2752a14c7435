"""What somebody who sent a message holds."""

from dataclasses import dataclass

from domain.conversation import Turn


@dataclass(frozen=True)
class Ticket:
    """A turn under way."""

    turn: Turn
    """The one that answers the message: its own, or an earlier one of a burst."""
    seq: int
    """Sequence number of the message."""
    replayed: bool
    """The idempotency key was used before."""
