"""Waits for a person."""

from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent.context import TurnContext
from agent.state import State


async def await_approval(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """The interrupt and nothing else: code before it would run again on resume."""
    return {"decision": interrupt(state["settled"])}
