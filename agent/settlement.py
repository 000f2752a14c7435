"""From a finished run to what is written and what the caller gets."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import JsonValue

from agent.citing import citations_of, fact_refs_of
from agent.context import TurnContext
from agent.handover import HandoverPlan, plan_case
from agent.runs import Run
from agent.standing import Standing
from agent.state import State
from agent.wording import holding_words
from domain.approvals import ActionProposal, Approval, DraftReply
from domain.conversation import ActionView, HandoffView, Mode, ReplyView, Turn, TurnResult
from domain.handoffs import Handoff
from domain.ids import ApprovalId, HandoffId, new_id
from domain.intents import Outcome, RiskTopic, Speaker
from domain.writes import AuditEntry, ModeChange, NewEvent, NewMessage, Writes


@dataclass(frozen=True)
class Settlement:
    """A turn's result with the one bundle of writes behind it."""

    result: TurnResult
    writes: Writes
    approvals: tuple[Approval, ...] = ()


def settle_turn(
    turn: Turn, run: Run, context: TurnContext, open_handoff: Handoff | None, standing: Standing
) -> Settlement:
    """What the run leads to. ``open_handoff`` is the conversation's unresolved one, which a new one adds to."""
    if "handover" in run.state:
        return _handed_off(turn, run.state, context, open_handoff, standing)
    if run.interrupted is not None:
        return _waiting(turn, run.state, context)
    if run.state.get("case"):
        return _delivered_with_case(turn, run.state, context, open_handoff, standing)
    return _delivered(turn, run.state, context.now)


def trace_of(state: State) -> dict[str, JsonValue]:
    """How the turn came to its result, for people who look into it later."""
    trace: dict[str, JsonValue] = {"route": state.get("route", "hand_off"), "tries": state.get("tries", 0)}
    if analysis := state.get("analysis"):
        trace["analysis"] = analysis.model_dump(mode="json")
    if gathered := state.get("gathered"):
        trace["passages"] = [p.model_dump(mode="json", exclude={"similar_questions"}) for p in gathered.passages]
        trace["facts"] = [f.model_dump(mode="json") for f in gathered.facts]
        trace["notices"] = list(gathered.notices)
    if draft := state.get("draft"):
        trace["draft"] = draft.model_dump(mode="json")
    trace["failures"] = [f.model_dump(mode="json") for f in state.get("failures", ())]
    return trace


def _result(turn: Turn, state: State, outcome: Outcome, text: str, **more: Any) -> TurnResult:
    return TurnResult(
        conversation_id=turn.conversation_id,
        turn_id=turn.turn_id,
        outcome=outcome,
        reply=ReplyView(text=text),
        analysis=state["analysis"],
        **more,
    )


def _bot_message(turn: Turn, result: TurnResult, at: datetime) -> NewMessage:
    return NewMessage(
        conversation_id=turn.conversation_id,
        speaker=Speaker.BOT,
        text=result.reply.text,
        at=at,
        dedupe_key=f"turn:{turn.turn_id}:reply",
        turn_id=turn.turn_id,
        ai_generated=True,
        citations=result.citations,
        facts=result.facts,
    )


def _audit(turn: Turn, at: datetime, act: str, **detail: JsonValue) -> AuditEntry:
    return AuditEntry(at=at, actor="bot", act=act, subject=turn.turn_id, detail=detail)


def _delivered(turn: Turn, state: State, now: datetime) -> Settlement:
    draft, gathered = state["draft"], state["gathered"]
    result = _result(
        turn,
        state,
        draft.outcome,
        state["outgoing"]["text"],
        citations=citations_of(draft, gathered.passages),
        facts=fact_refs_of(draft, gathered.facts),
    )
    writes = Writes(messages=(_bot_message(turn, result, now),), audit=(_audit(turn, now, "turn.delivered"),))
    return Settlement(result, writes)


def _delivered_with_case(
    turn: Turn, state: State, context: TurnContext, before: Handoff | None, standing: Standing
) -> Settlement:
    """The reply, and a handoff beside it: the bot goes on, a person looks after the parcel."""
    told = _delivered(turn, state, context.now)
    handoff = _handoff(turn, plan_case(state["case"], state, context), before, context, standing)
    view = _view(handoff)
    result = told.result.model_copy(update={"handoff": view})
    writes = told.writes.model_copy(
        update={
            "handoffs": (handoff,),
            "events": (_handoff_event(turn, view, context.now),),
            "audit": (
                *told.writes.audit,
                _audit(turn, context.now, "handoff.created", handoff=handoff.handoff_id, topic=handoff.topic),
            ),
        }
    )
    return Settlement(result, writes)


def _waiting(turn: Turn, state: State, context: TurnContext) -> Settlement:
    draft, gathered, now = state["draft"], state["gathered"], context.now
    proposals = [ActionProposal.model_validate(a) for a in _list(state["settled"]["actions"])]
    if proposals:
        text, citations = draft.text, citations_of(draft, gathered.passages)
        facts = fact_refs_of(draft, gathered.facts)
    else:
        text, citations, facts = holding_words(context.shop, state["analysis"].language), (), ()
    result = _result(
        turn,
        state,
        Outcome.APPROVAL,
        text,
        citations=citations,
        facts=facts,
        actions=tuple(ActionView(action_id=p.action_id, name=p.name, args=p.args, status="pending") for p in proposals),
    )
    approvals = tuple(_approval(turn, state, context, proposal) for proposal in (proposals or (None,)))
    audit = tuple(_audit(turn, now, "approval.created", approval=a.approval_id, kind=a.kind) for a in approvals)
    writes = Writes(messages=(_bot_message(turn, result, now),), approvals=approvals, audit=audit)
    return Settlement(result, writes, approvals)


def _approval(turn: Turn, state: State, context: TurnContext, proposal: ActionProposal | None) -> Approval:
    draft, gathered = state["draft"], state["gathered"]
    shown = DraftReply(
        text=draft.text,
        citations=citations_of(draft, gathered.passages),
        facts=fact_refs_of(draft, gathered.facts),
    )
    checks = proposal.eligibility if proposal else (f"置信度 {draft.confidence:.2f}", *draft.missing)
    return Approval(
        approval_id=ApprovalId(new_id("apv")),
        shop=turn.shop,
        conversation_id=turn.conversation_id,
        turn_id=turn.turn_id,
        customer_id=turn.customer_id,
        kind="action" if proposal else "reply",
        question=state["text"],
        draft=None if proposal else shown,
        action=proposal,
        checks=checks,
        created_at=context.now,
        expires_at=context.now + timedelta(hours=context.shop.rules.approval_hours),
    )


def _handed_off(
    turn: Turn, state: State, context: TurnContext, before: Handoff | None, standing: Standing
) -> Settlement:
    plan, now = state["handover"], context.now
    handoff = _handoff(turn, plan, before, context, standing)
    view = _view(handoff)
    result = _result(turn, state, Outcome.HANDOFF, plan.words, handoff=view)
    # A red line: nobody, person or bot, writes on until a supervisor has looked.
    mode: Mode = "frozen" if plan.topic == RiskTopic.ABUSE else "waiting"
    writes = Writes(
        messages=(_bot_message(turn, result, now),),
        handoffs=(handoff,),
        modes=(ModeChange(conversation_id=turn.conversation_id, mode=mode),),
        events=(_handoff_event(turn, view, now),),
        audit=(_audit(turn, now, "handoff.created", handoff=handoff.handoff_id, topic=handoff.topic),),
    )
    return Settlement(result, writes)


def _handoff(
    turn: Turn, plan: HandoverPlan, before: Handoff | None, context: TurnContext, standing: Standing
) -> Handoff:
    """A new one, or the open one with what has come to it."""
    priority = standing.priority(plan.priority, context.shop)
    return Handoff(
        handoff_id=before.handoff_id if before else HandoffId(new_id("hof")),
        shop=turn.shop,
        conversation_id=turn.conversation_id,
        turn_id=turn.turn_id,
        topic=before.topic if before and plan.topic == "waiting" else plan.topic,
        priority=min(priority, before.priority) if before else priority,
        queue=before.queue if before and plan.topic == "waiting" else standing.queue(plan.queue),
        reason=before.reason if before and plan.topic == "waiting" else plan.reason,
        summary="\n".join([*standing.lines(), plan.summary]),
        evidence=plan.evidence,
        tier=standing.tier,
        reopened=len(standing.earlier),
        created_at=before.created_at if before else context.now,
    )


def _view(handoff: Handoff) -> HandoffView:
    return HandoffView(
        handoff_id=handoff.handoff_id, topic=handoff.topic, priority=handoff.priority, reason=handoff.reason
    )


def _handoff_event(turn: Turn, view: HandoffView, at: datetime) -> NewEvent:
    return NewEvent(conversation_id=turn.conversation_id, type="handoff", data=view.model_dump(mode="json"), at=at)


def _list(value: JsonValue) -> list[JsonValue]:
    assert isinstance(value, list)
    return value
