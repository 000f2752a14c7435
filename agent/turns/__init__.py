"""Turns of conversations: admitted, worked on under a lease, executed, committed."""

from agent.turns.service import TurnService
from agent.turns.ticket import Ticket

__all__ = ["Ticket", "TurnService"]
