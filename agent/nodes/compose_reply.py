"""Has the reasoner write a draft over the evidence."""

from typing import Any

from langgraph.runtime import Runtime

from agent.composition import composition_request
from agent.context import TurnContext
from agent.state import State


async def compose_reply(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """A draft; on the second try the reasoner is told what the first one failed on."""
    draft = await runtime.context.reasoner.compose(composition_request(state, runtime.context))
    return {"draft": draft, "tries": state.get("tries", 0) + 1}
