"""What is written when an approved matter can't be brought to its end: a person gets it, and the customer is told."""

from datetime import datetime
from typing import Literal

from agent.handover_topics import topic_named
from agent.told_result import told_result
from agent.wording import expired_words
from domain.approvals import BOT, Approval
from domain.handoffs import Handoff
from domain.ids import HandoffId
from domain.shop import Shop
from domain.writes import ActionStatus, AuditEntry, ModeChange, Writes

UNDECIDED = "没有人在期限内审批，什么都没有执行；请按订单现在的情况处理，再告知客户。"
"""What a person does about what ran out: unlike a failed action, nothing of it can have happened."""


def trouble_writes(
    approval: Approval, shop: Shop, now: datetime, came_to: Literal["failed", "unknown"], error: str
) -> Writes:
    """After an effect ended without success.

    Args: came_to: ``failed``: certainly without effect; ``unknown``: nobody can say.
    """
    topic = topic_named("delivery")
    writes = _to_a_person(approval, now, f"{shop.salutation}，{topic.words_zh}", f"{topic.reason}：{_what(approval)}")
    if approval.action is None:
        return writes
    action_id = approval.action.action_id
    audit = AuditEntry(
        at=now, actor="worker", act=f"action.{came_to}", subject=action_id, detail={"name": approval.action.name}
    )
    status = ActionStatus(action_id=action_id, status=came_to, message=error)
    return writes.model_copy(update={"actions": (status,), "audit": (*writes.audit, audit)})


def expiry_writes(approval: Approval, shop: Shop, now: datetime) -> Writes:
    """After nobody decided in time."""
    writes = _to_a_person(
        approval, now, expired_words(shop.salutation), f"审批超时未处理：{_what(approval)}", UNDECIDED
    )
    # A colleague proposed it of their own accord: the customer knows nothing of it, and the bot may go on.
    return writes if approval.proposer == BOT else writes.model_copy(update={"messages": (), "modes": ()})


def _to_a_person(approval: Approval, now: datetime, words: str, reason: str, next_step: str = "") -> Writes:
    topic = topic_named("delivery")
    handoff = Handoff(
        # One handoff an approval: writing it again changes nothing.
        handoff_id=HandoffId(f"hof_{approval.approval_id.removeprefix('apv_')}"),
        shop=approval.shop,
        conversation_id=approval.conversation_id,
        turn_id=approval.turn_id,
        topic=topic.name,
        priority=topic.priority,
        queue=topic.queue,
        reason=reason,
        summary=f"【申请】{_what(approval)}\n【建议】{next_step or topic.next_step}",
        created_at=now,
    )
    audit = AuditEntry(at=now, actor="worker", act="handoff.created", subject=handoff.handoff_id)
    return Writes(
        messages=(told_result(approval, words, now),),
        handoffs=(handoff,),
        modes=(ModeChange(conversation_id=approval.conversation_id, mode="waiting"),),
        audit=(audit,),
    )


def _what(approval: Approval) -> str:
    return approval.action.preview if approval.action else "回复草稿"
