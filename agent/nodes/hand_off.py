"""Passes the conversation to people."""

from typing import Any

from langgraph.runtime import Runtime

from agent.context import TurnContext
from agent.handover import plan_handover
from agent.state import State


async def hand_off(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """Topic, priority, queue, summary, and what the customer is told at once."""
    return {"handover": plan_handover(state, runtime.context)}
