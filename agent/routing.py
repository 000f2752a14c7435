"""Where a turn goes next: pure functions of the state."""

from typing import Literal

from langgraph.runtime import Runtime

from agent.context import TurnContext
from agent.own_intents import own_intent_for_people
from agent.state import State
from domain.intents import Intent

MAX_TRIES = 2
"""Composition is repeated once; a second failure goes to a person."""


def route_after_triage(state: State, runtime: Runtime[TurnContext]) -> Literal["gather_evidence", "hand_off"]:
    """Risk, a wish for a person, the same question again, the merchant's word, or a conversation that already waits."""
    analysis, context = state["analysis"], runtime.context
    risky = analysis.risk_topic is not None and not analysis.documentable
    pressing = risky or analysis.intent is Intent.HUMAN_REQUEST or analysis.repeated
    if pressing or context.mode == "waiting" or own_intent_for_people(analysis, context.shop):
        return "hand_off"
    return "gather_evidence"


def route_after_verify(state: State) -> Literal["compose_reply", "settle"]:
    """One more try for a refused draft."""
    return "compose_reply" if state["failures"] and state["tries"] < MAX_TRIES else "settle"


def route_after_settle(state: State) -> Literal["deliver", "await_approval", "hand_off"]:
    """As settle decided."""
    return state["route"]
