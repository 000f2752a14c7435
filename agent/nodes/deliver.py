"""Says what goes out now: the draft itself, or what a person made of it."""

from typing import Any

from langgraph.runtime import Runtime
from pydantic import JsonValue

from agent.context import TurnContext
from agent.parcel_cases import case_words
from agent.state import Outgoing, State
from agent.wording import rejection_words


async def deliver(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """The outgoing text, or the approved action to execute; sending is the outbox worker's job."""
    settled, decision = state["settled"], state.get("decision")
    if decision is None:
        told = case_words(state["analysis"].language) if state.get("case") else ""
        return {"outgoing": Outgoing(text="\n".join(filter(None, (str(settled["text"]), told))), ai_generated=True)}
    return {"outgoing": _decided(settled, decision, runtime.context.shop.salutation)}


def _decided(settled: dict[str, JsonValue], decision: dict[str, JsonValue], salutation: str) -> Outgoing:
    if decision["decision"] == "reject":
        return Outgoing(text=rejection_words(salutation, decision.get("public_reason")), ai_generated=True)
    if action := decision.get("action"):
        assert isinstance(action, dict)
        return Outgoing(text="", ai_generated=True, execute=action)
    edited = decision.get("text")
    return Outgoing(text=str(edited or settled["text"]), ai_generated=not edited)
