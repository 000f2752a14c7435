"""What a bundle of writes promises the customer and what it keeps, added to it: one transaction writes all."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from agent.checks.redact import redact_personal
from agent.promises.recognise import promises_in
from agent.working_hours import is_open, next_opening
from domain.approvals import Approval
from domain.handoffs import Handoff
from domain.intents import Speaker
from domain.promises import Keeping, Promise, PromiseSubject
from domain.shop import Shop
from domain.writes import NewMessage, Writes

BREATH = timedelta(minutes=5)
"""What is said within it of a promise belongs to the promise and doesn't keep it."""

_KEPT_BY: dict[str, tuple[PromiseSubject, ...]] = {
    "cancel_order": ("refund", "handling"),
    "create_refund": ("refund", "handling"),
    "create_return": ("handling",),
    "create_exchange": ("exchange", "handling"),
    "change_address": ("handling",),
    "expedite_shipment": ("handling",),
    "issue_invoice": ("invoice", "handling"),
    "issue_coupon": ("compensation", "handling"),
}
"""Action → the promises that its being done keeps. A parcel is not sent by being hurried up."""


def pledged(
    writes: Writes, shop: Shop, now: datetime, approval: Approval | None = None, known: Sequence[Promise] = ()
) -> Writes:
    """The bundle with the promises it makes and keeps, and with open ones told in the summaries of its handoffs.

    Args:
        now: On the shop's clock.
        approval: Whose result the bundle is.
        known: Promises of the conversation that are open, or lapsed and not kept.
    """
    made = (*_spoken(writes, shop), *_waiting(writes, shop), *_passed_on(writes, shop, now))
    return writes.model_copy(
        update={
            "promises": (*writes.promises, *made),
            "kept": (*writes.kept, *_kept(writes, approval)),
            "handoffs": tuple(_told(handoff, known, now) for handoff in writes.handoffs),
        }
    )


def promise_line(promise: Promise, now: datetime) -> str:
    """One promise as people read it in a list."""
    late = "（已超时）" if promise.due_at <= now else ""
    by = "机器人" if promise.made_by == "bot" else "客服"
    return f"{promise.due_at:%m-%d %H:%M}前{late} {by}：{promise.text}"


def _spoken(writes: Writes, shop: Shop) -> Iterator[Promise]:
    implied = bool(writes.approvals or writes.handoffs)
    for message in writes.messages:
        # What the bot says of itself stands on evidence, or is implied by the approval or handoff beside it.
        if message.speaker is Speaker.CUSTOMER or (
            message.speaker is Speaker.BOT and (implied or message.citations or message.facts)
        ):
            continue
        soon = timedelta(hours=shop.rules.answer_hours)
        for number, spoken in enumerate(promises_in(message.text, message.at, soon)):
            yield Promise(
                promise_id=_id(shop.id, message.dedupe_key, str(number)),
                shop=shop.id,
                conversation_id=message.conversation_id,
                turn_id=message.turn_id,
                made_by="bot" if message.speaker is Speaker.BOT else "person",
                subject=spoken.subject,
                text=spoken.text,
                made_at=message.at,
                settles_from=message.at + min(BREATH, (spoken.due_at - message.at) / 2),
                due_at=spoken.due_at,
            )


def _waiting(writes: Writes, shop: Shop) -> Iterator[Promise]:
    """The customer was told that somebody will decide."""
    for approval in writes.approvals:
        yield Promise(
            promise_id=_id(shop.id, approval.approval_id),
            shop=shop.id,
            conversation_id=approval.conversation_id,
            turn_id=approval.turn_id,
            made_by="bot",
            subject="answer",
            text="告知审批结果：" + (approval.action.preview if approval.action else "回复草稿"),
            about=f"approval:{approval.approval_id}",
            made_at=approval.created_at,
            settles_from=approval.created_at,
            due_at=approval.expires_at,
        )


def _passed_on(writes: Writes, shop: Shop, now: datetime) -> Iterator[Promise]:
    """The customer was told that a person will take over."""
    told = {message.conversation_id for message in writes.messages}
    for handoff in writes.handoffs:
        if handoff.conversation_id not in told:
            continue
        yield Promise(
            promise_id=_id(shop.id, handoff.handoff_id, handoff.turn_id),
            shop=shop.id,
            conversation_id=handoff.conversation_id,
            turn_id=handoff.turn_id or None,
            made_by="bot",
            subject="answer",
            text=f"人工客服答复：{handoff.reason}",
            about=f"handoff:{handoff.handoff_id}",
            made_at=now,
            settles_from=now,
            due_at=_people_are_there(shop, now) + timedelta(hours=shop.rules.answer_hours),
        )


def _people_are_there(shop: Shop, now: datetime) -> datetime:
    """Now, or when they come next; now where the shop names no day."""
    return now if is_open(shop.working_hours, now) else next_opening(shop.working_hours, now) or now


def _kept(writes: Writes, approval: Approval | None) -> Iterator[Keeping]:
    for message in writes.messages:
        if message.speaker is Speaker.AGENT:
            yield _keeping(message, subjects=("answer",), handoffs=True)
        if message.dedupe_key.startswith("approval:"):
            about = message.dedupe_key.removesuffix(":result")
            # Passed to a person in place of a result: the handoff's promise takes this one's place.
            yield _keeping(message, about=about, withdrawn=bool(writes.handoffs))
    done = any(status.status == "done" for status in writes.actions)
    if done and approval and approval.action and (subjects := _KEPT_BY.get(approval.action.name)):
        at = max(message.at for message in writes.messages)
        yield Keeping(conversation_id=approval.conversation_id, at=at, by="action", subjects=subjects)


def _keeping(message: NewMessage, **what: object) -> Keeping:
    return Keeping.model_validate(
        {"conversation_id": message.conversation_id, "at": message.at, "by": "message", **what}
    )


def _told(handoff: Handoff, known: Sequence[Promise], now: datetime) -> Handoff:
    lines = [promise_line(promise, now) for promise in known if promise.about != f"handoff:{handoff.handoff_id}"]
    if not lines:
        return handoff
    told = redact_personal("\n".join(f"【已承诺】{line}" for line in lines)).text
    return handoff.model_copy(update={"summary": f"{handoff.summary}\n{told}".strip()})


def _id(*parts: str) -> str:
    """The same promise written again has the same id."""
    return "prm_" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
