"""Checks the draft against the evidence: pure code, whoever wrote it."""

from typing import Any

from langgraph.runtime import Runtime

from agent.checks.verify import verify
from agent.composition import composition_request
from agent.context import TurnContext
from agent.state import State
from agent.thinking import thought


async def verify_reply(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """Every reason why the draft may not be sent; empty when it may."""
    failures = tuple(await thought(verify, state["draft"], composition_request(state, runtime.context)))
    observer = runtime.context.observer
    observer.draft_refused(failure.check for failure in failures)
    observer.screened("bot", (failure.finding for failure in failures if failure.finding))
    return {"failures": failures}
