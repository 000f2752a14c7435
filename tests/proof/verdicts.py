"""What is there after the last restart, looked at in the databases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from domain.approvals import Approval
from domain.intents import Speaker
from domain.orders import Refund
from tests.proof.lives import Life, order_no
from tests.proof.shop_at_work import SHOP, ShopAtWork, customer


class Verdict(NamedTuple):
    """What went wrong with one case; empty lists mean nothing."""

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    unapproved: tuple[str, ...] = ()


async def judged(shop: ShopAtWork, life: Life, number: int, heard: Sequence[Mapping[str, Any]]) -> Verdict:
    """Compare messages, approval and the merchant's books with what this case has to come to.

    Args:
        heard: events that the receiver of webhooks got, over all cases.
    """
    who = customer(f"u{number}")
    conversations = await shop.ports.conversations.conversations(SHOP.id, who.owner)
    lost, doubled = [], []
    asked = replies = 0
    turns = set[str]()
    for conversation in conversations:
        said = await shop.ports.conversations.messages(SHOP.id, conversation.conversation_id)
        asked += sum(m.speaker is Speaker.CUSTOMER for m in said)
        replies += sum(m.speaker is not Speaker.CUSTOMER for m in said)
        turns |= {m.turn_id for m in said if m.speaker is Speaker.CUSTOMER and m.turn_id}
    meant_replies = len(turns) if life.replies is None else life.replies
    for what, found, meant in (("messages", asked, 2 if life.says_more else 1), ("replies", replies, meant_replies)):
        if found < meant:
            lost.append(f"{life.kind} {number}: {found} of {meant} {what}")
        elif found > meant:
            doubled.append(f"{life.kind} {number}: {found} {what} in place of {meant}")
    ids = {conversation.conversation_id for conversation in conversations}
    approvals = [a for a in await shop.ports.approvals.approvals(SHOP.id, limit=100_000) if a.conversation_id in ids]
    assert who.customer_id is not None
    acts = await shop.ports.orders.refunds_of(SHOP.id, who.customer_id, order_no(number))
    if len(acts) < life.acts:
        lost.append(f"{life.kind} {number}: the approved action did not happen")
    if len(acts) > max(1, life.acts):
        doubled.append(f"{life.kind} {number}: {len(acts)} acts at the merchant")
    lost += [f"{life.kind} {number}: {a.approval_id} still waits" for a in approvals if a.status == "pending"]
    said_of_it = {e["id"]: e["type"] for e in heard if e["data"].get("conversation_id") in ids}
    told = Counter(said_of_it.values())
    for event, meant in _events(life, replies, approvals).items():
        if told[event] < meant:
            lost.append(f"{life.kind} {number}: {told[event]} of {meant} webhook events {event}")
        elif told[event] > meant:
            doubled.append(f"{life.kind} {number}: {told[event]} webhook events {event} in place of {meant}")
    if len(approvals) > 1:
        doubled.append(f"{life.kind} {number}: {len(approvals)} approvals")
    return Verdict(tuple(lost), tuple(doubled), _unapproved(life, number, acts, approvals))


def _events(life: Life, replies: int, approvals: Sequence[Approval]) -> dict[str, int]:
    """How many of each a receiver has to hear of, whatever it hears twice under one id."""
    return {
        "reply.sent": replies,
        "approval.created": len(approvals),
        "approval.decided": sum(a.status != "pending" for a in approvals),
        "action.done": life.acts,
        "conversation.handed_off": int(life.kind in ("handoff", "expired")),
    }


def _unapproved(life: Life, number: int, acts: Sequence[Refund], approvals: Sequence[Approval]) -> tuple[str, ...]:
    if not acts:
        return ()
    approved = [a for a in approvals if a.status == "approved" and a.decided_by and a.action]
    if len(approved) < len(acts):
        return (f"{life.kind} {number}: an act without an approval",)
    other = [act for act in acts if act.amount != approved[0].action.amount]
    return tuple(f"{life.kind} {number}: another amount than approved" for _ in other)
