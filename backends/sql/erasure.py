"""Erasing a customer: every text that is theirs or about them, in all tables, in one transaction."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select, update

from backends.sql.approval_rows import put_approval
from backends.sql.audit import append_audit
from backends.sql.erasure_orders import erase_order_data
from backends.sql.handoff_rows import save_handoff
from backends.sql.promise_rows import erase_promises
from backends.sql.ratings import erase_rating
from backends.sql.tables import (
    approvals,
    citations,
    conversations,
    events,
    handoffs,
    messages,
    outbox,
    profiles,
    suggestions,
    turns,
)
from backends.sql.transcript import Transcript
from backends.sql.vault import blanking, conversation_owner, customer_owner, destroy_key, lock_key, owner_in, seal
from domain.approvals import Approval, DraftReply
from domain.conversation import ReplyView, TurnResult
from domain.handoffs import Handoff
from domain.ids import ConversationId, CustomerId, ShopId
from domain.writes import AuditEntry

ERASED = "the customer was erased"


def erase_customer(connection: Connection, shop: ShopId, customer: CustomerId, at: datetime) -> int:
    """Blank the customer's texts; numbers, states and times stay. Returns the number of messages erased."""
    theirs = (conversations.c.customer_id == customer, conversations.c.owner == f"customer:{customer}")
    found = select(conversations.c.conversation_id).where(conversations.c.shop == shop, or_(*theirs))
    found = found.order_by(conversations.c.conversation_id)
    erased, named, done = 0, {str(customer)}, set[ConversationId]()
    with blanking():
        # Again until there is none: one may have begun before the key was locked.
        while ids := [each for each in connection.execute(found).scalars() if each not in done]:
            more, names = _erase_conversations(connection, shop, ids)
            erased, named, done = erased + more, named | names, done | set(ids)
        lock_key(connection, customer_owner(shop, customer))
        erase_order_data(connection, shop, customer)
    for table in (profiles, suggestions):
        connection.execute(delete(table).where(table.c.shop == shop, table.c.customer_id == customer))
    _erase_effects(connection, shop, named)
    # Old pages, other copies and backups of the database hold the texts still, but not what opens them.
    destroy_key(connection, customer_owner(shop, customer))
    subject = hashlib.sha256(f"{shop}:{customer}".encode()).hexdigest()[:16]
    append_audit(connection, shop, (AuditEntry(at=at, actor="erasure", act="customer.erase", subject=subject),))
    return erased


def erase_conversations(connection: Connection, shop: ShopId, ids: Sequence[ConversationId], at: datetime) -> int:
    """Blank the texts of these conversations, whoever's they are. Returns the number of messages erased."""
    with blanking():
        erased, named = _erase_conversations(connection, shop, sorted(ids))
    for conversation_id in ids:
        # A visitor's key is for the one conversation; a customer's stays for the others.
        if (owner := owner_in(connection, conversation_id)).name == f"conversation:{conversation_id}":
            destroy_key(connection, owner)
    _erase_effects(connection, shop, named)
    entry = AuditEntry(at=at, actor="retention", act="conversations.erase", subject=shop, detail={"count": len(ids)})
    append_audit(connection, shop, (entry,))
    return erased


def _erase_conversations(connection: Connection, shop: ShopId, ids: Sequence[ConversationId]) -> tuple[int, set[str]]:
    erased, named = 0, set[str]()
    # All conversations before their keys, as everybody who writes: who holds one may wait for a key.
    locked = [Transcript.open(connection, shop, conversation_id).conversation for conversation_id in ids]
    for owner in sorted({conversation_owner(conversation) for conversation in locked}):
        lock_key(connection, owner)
    for conversation_id in ids:
        erased += _erase_texts(connection, conversation_id)
        named |= {conversation_id} | _erase_turns(connection, conversation_id)
        named |= _erase_approvals(connection, conversation_id)
        _erase_handoffs(connection, conversation_id)
        erase_promises(connection, conversation_id)
        erase_rating(connection, conversation_id)
    return erased, named


def _erase_texts(connection: Connection, conversation_id: ConversationId) -> int:
    blank = {"text": "", "citations": "[]", "facts": "[]"}
    theirs = _of(select(messages.c.message_id), messages, conversation_id)
    connection.execute(delete(citations).where(citations.c.message_id.in_(theirs)))
    erased = connection.execute(_of(update(messages), messages, conversation_id).values(blank)).rowcount
    connection.execute(_of(update(events), events, conversation_id).values(data="{}"))
    connection.execute(_of(delete(suggestions), suggestions, conversation_id))
    return erased


def _erase_turns(connection: Connection, conversation_id: ConversationId) -> set[str]:
    ids: set[str] = set()
    for row in connection.execute(_of(select(turns), turns, conversation_id)).all():
        ids.add(row.turn_id)
        blank: dict[str, Any] = {"text": "", "trace": None}
        if row.result is not None:
            result = TurnResult.model_validate_json(row.result)
            # The outcome stays, so that a replay still gets an answer and the figures still add up.
            empty = TurnResult(
                conversation_id=result.conversation_id,
                turn_id=result.turn_id,
                outcome=result.outcome,
                reply=ReplyView(text="", ai_generated=result.reply.ai_generated),
            )
            blank["result"] = seal(owner_in(connection, conversation_id), empty.model_dump_json())
        connection.execute(update(turns).where(turns.c.turn_id == row.turn_id).values(blank))
    return ids


def _erase_approvals(connection: Connection, conversation_id: ConversationId) -> set[str]:
    ids: set[str] = set()
    for body in connection.execute(_of(select(approvals.c.body), approvals, conversation_id)).scalars().all():
        approval = Approval.model_validate_json(body)
        action = approval.action
        ids |= {approval.approval_id} | ({action.action_id} if action else set())
        blank: dict[str, Any] = {"question": "", "checks": (), "decision": None}
        if approval.draft is not None:
            blank["draft"] = DraftReply(text="")
        if action is not None:
            gone: dict[str, Any] = {"args": {}, "preview": "", "eligibility": (), "order_no": None, "message": ""}
            blank["action"] = action.model_copy(update=gone)
        if approval.status == "pending":
            blank |= {"status": "stale", "stale_reason": ERASED}
        put_approval(connection, approval.model_copy(update=blank))
    return ids


def _erase_handoffs(connection: Connection, conversation_id: ConversationId) -> None:
    for body in connection.execute(_of(select(handoffs.c.body), handoffs, conversation_id)).scalars().all():
        save_handoff(connection, Handoff.model_validate_json(body), {"summary": "", "reason": "", "evidence": ()})


def _erase_effects(connection: Connection, shop: ShopId, named: Iterable[str]) -> None:
    """Payloads are free JSON: one is the customer's when it names the customer or anything of theirs."""
    quoted = [f'"{name}"' for name in named]
    for row in connection.execute(select(outbox).where(outbox.c.shop == shop, outbox.c.payload != "{}")).all():
        if not any(name in row.payload for name in quoted):
            continue
        blank: dict[str, Any] = {"payload": "{}", "error": ""}
        if row.status in ("pending", "running"):
            blank |= {"status": "failed", "error": ERASED, "worker": None, "lease_until": None}
        connection.execute(update(outbox).where(outbox.c.effect_id == row.effect_id).values(blank))


def _of(statement: Any, table: Table, conversation_id: ConversationId) -> Any:
    mine: ColumnElement[bool] = table.c.conversation_id == conversation_id
    return statement.where(mine)
