"""Decides by the shop's reply policy what becomes of a draft."""

from typing import Any

from langgraph.runtime import Runtime

from agent.citing import citations_of, fact_refs_of
from agent.context import TurnContext
from agent.parcel_cases import parcel_case
from agent.reasoning.triage.suitability import settles
from agent.state import State
from domain.approvals import MONEY_ACTIONS, ActionProposal
from domain.ids import ActionId, new_id
from domain.intents import Outcome
from domain.reply import Draft, ProposedAction
from domain.shop import Shop

FAILURES_BEFORE_HANDOFF = 2
"""After this many turns in a row without an answer, a third one goes to a person."""


async def settle(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """deliver, await_approval or hand_off, with what an approval would show."""
    context, draft, gathered = runtime.context, state["draft"], state["gathered"]
    citations = citations_of(draft, gathered.passages)
    route = _route(state, context)
    analysis = state["analysis"]
    if analysis.documentable:
        # Only words about this very group settle whether it may use something; nobody infers that here.
        settled_by_document = draft.outcome is Outcome.ANSWER and settles(
            state["text"], tuple(c.quote for c in citations)
        )
        route = route if settled_by_document else "hand_off"
        analysis = analysis if route == "hand_off" else analysis.model_copy(update={"risk_topic": None})
    settled = {
        "kind": "action" if draft.actions else "reply",
        "text": draft.text,
        "citations": [c.model_dump(mode="json") for c in citations],
        "facts": [f.model_dump(mode="json") for f in fact_refs_of(draft, gathered.facts)],
        "actions": [_proposal(action).model_dump(mode="json") for action in draft.actions],
    }
    case = parcel_case(state["analysis"], state["text"], gathered) if route == "deliver" else ""
    return {"route": route, "settled": settled, "case": case, "analysis": analysis}


def high_value(draft: Draft, shop: Shop) -> bool:
    """Whether an action moves at least the amount that belongs to people."""
    return any(
        a.name in MONEY_ACTIONS and a.amount is not None and 0 < a.amount >= shop.rules.high_value
        for a in draft.actions
    )


def _route(state: State, context: TurnContext) -> str:
    draft, policy = state["draft"], context.shop.reply_policy
    if state["failures"] or high_value(draft, context.shop) or state["gathered"].above_every_cap:
        return "hand_off"
    if draft.outcome in (Outcome.CLARIFY, Outcome.ABSTAIN) and context.failures >= FAILURES_BEFORE_HANDOFF:
        return "hand_off"
    if draft.outcome is Outcome.ABSTAIN and state["analysis"].complains:
        # Nothing in documents and orders speaks to it: "I don't know" is no answer to somebody who complains.
        return "hand_off"
    if draft.actions:
        return "await_approval"
    # An attempt to instruct the bot is told that it has no effect; that says nothing that a person would have to check.
    turned_away = state["analysis"].injection and draft.outcome is Outcome.ABSTAIN
    waits = (
        draft.outcome not in policy.deliver
        or (state["analysis"].intent in policy.approve_intents and not turned_away)
        or (draft.outcome is Outcome.ANSWER and draft.confidence < policy.min_confidence)
    )
    return "await_approval" if waits else "deliver"


def _proposal(action: ProposedAction) -> ActionProposal:
    return ActionProposal.model_validate(
        {
            "action_id": ActionId(new_id("act")),
            "name": action.name,
            "args": action.args,
            "preview": action.preview,
            "eligibility": action.eligibility,
            "order_no": action.order_no,
            "order_version": action.order_version,
            "amount": action.amount,
        }
    )
