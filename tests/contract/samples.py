"""Values to fill a store with."""

from datetime import datetime, timedelta
from typing import Any

from domain.approvals import ActionProposal, Approval, Decision, DraftReply
from domain.clock import CHINA
from domain.conversation import Begun, Opening, ReplyView, TurnResult, Work
from domain.handoffs import Handoff
from domain.ids import ActionId, ApprovalId, CustomerId, HandoffId, ShopId, new_id
from domain.intents import Outcome, Queue, Speaker
from domain.outbox import Effect
from domain.writes import NewMessage, Writes

SHOP = ShopId("teehaus")
OTHER_SHOP = ShopId("buchladen")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)


def later(seconds: float) -> datetime:
    """A moment after the tests' present."""
    return NOW + timedelta(seconds=seconds)


def opening(text: str = "在吗", **fields: Any) -> Opening:
    """A customer's message."""
    given: dict[str, Any] = {
        "shop": SHOP,
        "owner": "customer:a",
        "customer_id": CustomerId("a"),
        "conversation_id": None,
        "at": NOW,
        "worker": "w1",
        "leased_at": NOW,
    }
    return Opening(text=text, **(given | fields))


def working(begun: Begun) -> Work:
    """The work of a turn that may run."""
    assert begun.work is not None
    return begun.work


def result(work: Work, outcome: Outcome = Outcome.ANSWER, text: str = "您好") -> TurnResult:
    """What a turn came to."""
    return TurnResult(
        conversation_id=work.turn.conversation_id,
        turn_id=work.turn.turn_id,
        outcome=outcome,
        reply=ReplyView(text=text),
    )


def reply(work: Work, text: str = "您好", **fields: Any) -> NewMessage:
    """The bot's message of a turn."""
    given: dict[str, Any] = {
        "conversation_id": work.turn.conversation_id,
        "speaker": Speaker.BOT,
        "text": text,
        "at": NOW,
        "dedupe_key": f"turn:{work.turn.turn_id}:reply",
        "turn_id": work.turn.turn_id,
        "ai_generated": True,
    }
    return NewMessage(**(given | fields))


def action_approval(work: Work, **fields: Any) -> Approval:
    """An action that waits."""
    action = ActionProposal(
        action_id=ActionId(new_id("act")), name="cancel_order", args={"order_no": "T1"}, preview="取消订单 T1"
    )
    return _approval(work, kind="action", action=action, **fields)


def draft_approval(work: Work, **fields: Any) -> Approval:
    """A reply that waits."""
    return _approval(work, kind="reply", draft=DraftReply(text="您好，七天内可以退。"), **fields)


def approved(shown: Approval, by: str = "key_1", at: datetime = NOW) -> Approval:
    """The same approval, decided."""
    decision = Decision(decision="approve", version=shown.version)
    change = {"status": "approved", "decided_by": by, "decided_at": at, "decision": decision}
    return shown.model_copy(update=change)


def handoff(work: Work, **fields: Any) -> Handoff:
    """A handoff that waits."""
    given: dict[str, Any] = {
        "handoff_id": HandoffId(new_id("hof")),
        "shop": work.turn.shop,
        "conversation_id": work.turn.conversation_id,
        "turn_id": work.turn.turn_id,
        "topic": "human_request",
        "priority": 3,
        "queue": Queue.BASIC,
        "reason": "客户要求人工",
        "summary": "客户想退货",
        "created_at": NOW,
    }
    return Handoff(**(given | fields))


def effect(key: str = "k1", **fields: Any) -> Effect:
    """A thing to do."""
    given: dict[str, Any] = {
        "effect_id": new_id("efx"),
        "key": key,
        "shop": SHOP,
        "kind": "execute_action",
        "payload": {"approval_id": "apv_1"},
        "due_at": NOW,
    }
    return Effect(**(given | fields))


def writes(**parts: Any) -> Writes:
    """A bundle."""
    return Writes(**parts)


def _approval(work: Work, **fields: Any) -> Approval:
    given: dict[str, Any] = {
        "approval_id": ApprovalId(new_id("apv")),
        "shop": work.turn.shop,
        "conversation_id": work.turn.conversation_id,
        "turn_id": work.turn.turn_id,
        "customer_id": work.turn.customer_id,
        "question": work.turn.text,
        "created_at": NOW,
        "expires_at": later(3600),
    }
    return Approval(**(given | fields))
