"""Erasing a customer: every text that is theirs or about them, in all tables, in one transaction."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select, update

from backends.sql.approval_rows import put_approval
from backends.sql.audit import append_audit
from backends.sql.erasure_orders import erase_order_data
from backends.sql.handoff_rows import save_handoff
from backends.sql.tables import approvals, conversations, events, handoffs, messages, outbox, suggestions, turns
from backends.sql.transcript import Transcript
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
    ids = connection.execute(found.order_by(conversations.c.conversation_id)).scalars().all()
    erased = 0
    named: set[str] = {customer}
    for conversation_id in ids:
        Transcript.open(connection, shop, conversation_id)
        erased += _erase_texts(connection, conversation_id)
        named |= {conversation_id} | _erase_turns(connection, conversation_id)
        named |= _erase_approvals(connection, conversation_id)
        _erase_handoffs(connection, conversation_id)
    _erase_effects(connection, shop, named)
    erase_order_data(connection, shop, customer)
    subject = hashlib.sha256(f"{shop}:{customer}".encode()).hexdigest()[:16]
    append_audit(connection, shop, (AuditEntry(at=at, actor="erasure", act="customer.erase", subject=subject),))
    return erased


def _erase_texts(connection: Connection, conversation_id: ConversationId) -> int:
    blank = {"text": "", "citations": "[]", "facts": "[]"}
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
            blank["result"] = empty.model_dump_json()
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
