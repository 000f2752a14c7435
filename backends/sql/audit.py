"""The audit log: a hash chain per shop, so that a changed, removed or inserted entry shows."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, insert, or_, select, update

from backends.sql.database import Database
from backends.sql.tables import approvals, audit, audit_heads, handoffs, turns
from backends.sql.transcript import DATA
from backends.sql.upsert import insert_new
from domain.audit import NumberedEntry
from domain.errors import NotFoundError
from domain.ids import ApprovalId, ConversationId, ShopId
from domain.writes import AuditEntry

FIRST = "0" * 64
"""What the first entry of a shop continues."""


class ChainedEntry(NamedTuple):
    """An entry with its place in the chain."""

    seq: int
    entry: AuditEntry
    hash: str


def append_audit(connection: Connection, shop: ShopId, entries: Sequence[AuditEntry]) -> None:
    """Continue the shop's chain. Taken last in a transaction: the head row is the shop's one shared lock."""
    if not entries:
        return
    head = select(audit_heads).where(audit_heads.c.shop == shop).with_for_update()
    row = connection.execute(head).one_or_none()
    if row is None:
        insert_new(connection, audit_heads, {"shop": shop, "seq": 0, "hash": FIRST})
        row = connection.execute(head).one()
    seq, tip = row.seq, row.hash
    rows = []
    for entry in entries:
        seq, before = seq + 1, tip
        tip = _hash(seq, before, entry)
        rows.append(
            {
                "shop": shop,
                "seq": seq,
                "at": entry.at,
                "actor": entry.actor,
                "act": entry.act,
                "subject": entry.subject,
                "detail": DATA.dump_json(entry.detail).decode(),
                "prev_hash": before,
                "hash": tip,
            }
        )
    connection.execute(insert(audit), rows)
    connection.execute(update(audit_heads).where(audit_heads.c.shop == shop).values(seq=seq, hash=tip))


class SqlAuditLog:
    """Reading and proving the log."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def entries(self, shop: ShopId, after_seq: int = 0, limit: int = 1000) -> list[ChainedEntry]:
        """The shop's entries after this number, in order."""

        def work(connection: Connection) -> list[ChainedEntry]:
            found = select(audit).where(audit.c.shop == shop, audit.c.seq > after_seq).order_by(audit.c.seq)
            return [ChainedEntry(row.seq, _entry_of(row), row.hash) for row in connection.execute(found.limit(limit))]

        return await self._database.read(work)

    async def latest(
        self, shop: ShopId, *, before: int | None = None, act: str | None = None, limit: int = 100
    ) -> list[NumberedEntry]:
        """Latest first; ``before`` a number, and only acts that begin with ``act``."""
        found = select(audit).where(audit.c.shop == shop).order_by(audit.c.seq.desc()).limit(limit)
        if before is not None:
            found = found.where(audit.c.seq < before)
        if act:
            found = found.where(audit.c.act.startswith(act, autoescape=True))
        return await self._numbered(found)

    async def of_conversation(self, shop: ShopId, conversation_id: ConversationId) -> list[NumberedEntry]:
        """In order: what was done to the conversation, its turns, approvals, actions and handoffs."""
        parts = (
            (turns, turns.c.turn_id),
            (approvals, approvals.c.approval_id),
            (approvals, approvals.c.action_id),
            (handoffs, handoffs.c.handoff_id),
        )
        named = [select(column).where(table.c.conversation_id == conversation_id) for table, column in parts]
        subject = audit.c.subject
        about = or_(subject == conversation_id, *(subject.in_(ids) for ids in named))
        return await self._numbered(select(audit).where(audit.c.shop == shop, about).order_by(audit.c.seq))

    async def of_order(self, shop: ShopId, order_no: str) -> list[NumberedEntry]:
        """In order: every proposal for the order, what was decided on it, and what came of it."""
        return await self._of_approvals(shop, approvals.c.order_no == order_no)

    async def of_approval(self, shop: ShopId, approval_id: ApprovalId) -> list[NumberedEntry]:
        """The same of one approval. Raises: NotFoundError."""
        found = await self._of_approvals(shop, approvals.c.approval_id == approval_id)
        if not found:
            raise NotFoundError("There is no such approval.")
        return found

    async def _of_approvals(self, shop: ShopId, which: ColumnElement[bool]) -> list[NumberedEntry]:
        mine = select(approvals.c.approval_id, approvals.c.action_id).where(approvals.c.shop == shop, which)
        rows = await self._database.read(lambda connection: connection.execute(mine).all())
        ids = {each for row in rows for each in row if each}
        if not ids:
            return []
        # A proposal's entry is about its turn and names the approval.
        made = [audit.c.detail.contains(f'"{row.approval_id}"', autoescape=True) for row in rows]
        proposed = and_(audit.c.act == "approval.created", or_(*made))
        about = or_(audit.c.subject.in_(ids), proposed)
        return await self._numbered(select(audit).where(audit.c.shop == shop, about).order_by(audit.c.seq))

    async def _numbered(self, found: Select[Any]) -> list[NumberedEntry]:
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [NumberedEntry(seq=row.seq, entry=_entry_of(row)) for row in rows]

    async def first_break(self, shop: ShopId) -> int | None:
        """The number of the first entry that doesn't continue its chain (or is missing at the end); None: unbroken."""
        head = select(audit_heads).where(audit_heads.c.shop == shop)
        seq, tip = 0, FIRST
        while True:
            # The end before what is left: an entry that is written between the two mustn't look like a missing one.
            end = await self._database.read(lambda connection: connection.execute(head).one_or_none())
            batch = await self.entries(shop, seq)
            if not batch:
                break
            for link in batch:
                expected = _hash(seq + 1, tip, link.entry)
                if link.seq != seq + 1 or link.hash != expected:
                    return seq + 1
                seq, tip = link.seq, link.hash
        if end is None:
            return None if seq == 0 else seq
        return None if (end.seq, end.hash) == (seq, tip) else seq + 1


def _entry_of(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        at=row.at, actor=row.actor, act=row.act, subject=row.subject, detail=DATA.validate_json(row.detail)
    )


def _hash(seq: int, before: str, entry: AuditEntry) -> str:
    # The moment in UTC: the same entry reads back in another zone than it was written in.
    said = entry.model_dump(mode="json", exclude={"at"}) | {"at": entry.at.astimezone(UTC).isoformat()}
    content = json.dumps([seq, before, said], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()
