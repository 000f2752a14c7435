"""``QuarantineStore`` on SQL, and its rows inside the transaction that publishes."""

from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from backends.sql.audit import append_audit
from backends.sql.database import Database
from backends.sql.tables import documents, quarantine
from backends.sql.upsert import insert_new
from domain.documents import Document
from domain.errors import NotFoundError, StaleError
from domain.ids import DocumentId, HeldId, ShopId, new_id
from domain.quarantine import Held, HeldItem, HeldOf, HeldStatus, Ruling
from domain.writes import AuditEntry

_NO_SUCH = "There is nothing of this id kept back (any more): list what waits for a decision."


class SqlQuarantine:
    """What was kept back, in the table beside the documents."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def keep(self, found: HeldOf) -> None:
        """Store what a file that isn't published keeps back."""
        await self._database.write(lambda connection: keep_held(connection, found))

    async def items(
        self, shop: ShopId, status: HeldStatus | None = None, offset: int = 0, limit: int = 50
    ) -> list[HeldItem]:
        """Newest first; those of deleted documents are not shown."""
        found = select(quarantine).join(documents, documents.c.document_id == quarantine.c.document_id)
        found = found.where(quarantine.c.shop == shop, documents.c.status != "deleted")
        if status is not None:
            found = found.where(quarantine.c.status == status)
        newest = found.order_by(quarantine.c.created_at.desc(), quarantine.c.item_id).offset(offset).limit(limit)
        return [_item_of(row) for row in await self._database.read(lambda c: c.execute(newest).all())]

    async def item(self, shop: ShopId, item_id: HeldId) -> HeldItem:
        """Raises: NotFoundError."""
        found = select(quarantine).where(quarantine.c.shop == shop, quarantine.c.item_id == item_id)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        if row is None:
            raise NotFoundError(_NO_SUCH)
        return _item_of(row)

    async def decisions(self, document_id: DocumentId) -> dict[str, HeldStatus]:
        """What was decided on this document, by digest."""
        found = select(quarantine.c.digest, quarantine.c.status).where(
            quarantine.c.document_id == document_id, quarantine.c.status != "waiting"
        )
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return {row.digest: row.status for row in rows}

    async def rule(self, shop: ShopId, ruling: Ruling) -> None:
        """Store a decision that changes nothing that is live. Raises: StaleError, NotFoundError."""
        await self._database.write(lambda connection: apply_ruling(connection, shop, ruling))


def keep_held(connection: Connection, found: HeldOf) -> None:
    """Store what this version of the file keeps back: decisions on the same stay, older open questions go."""
    document = found.document
    mine = quarantine.c.document_id == document.document_id
    connection.execute(update(quarantine).where(mine).values(present=False))
    for held in found.held:
        row = _row(document, held)
        if not insert_new(connection, quarantine, row):
            again = {name: row[name] for name in ("present", "body", "document")}
            connection.execute(update(quarantine).where(mine, quarantine.c.digest == held.digest).values(again))
    gone = (quarantine.c.status == "waiting", quarantine.c.present.is_(False))
    connection.execute(delete(quarantine).where(mine, *gone))


def apply_ruling(connection: Connection, shop: ShopId, ruling: Ruling) -> None:
    """Store the decision and its audit entry. Raises: StaleError: decided meanwhile. NotFoundError."""
    found = select(quarantine).where(quarantine.c.shop == shop, quarantine.c.item_id == ruling.item_id)
    row = connection.execute(found.with_for_update()).one_or_none()
    if row is None:
        raise NotFoundError(_NO_SUCH)
    if row.status != ruling.before:
        raise StaleError("This was decided meanwhile: look at it again.")
    change = {"status": ruling.status, "decided_at": ruling.at, "decided_by": ruling.actor}
    connection.execute(update(quarantine).where(quarantine.c.item_id == ruling.item_id).values(change))
    act = "quarantine.release" if ruling.status == "released" else "quarantine.reject"
    entry = AuditEntry(
        at=ruling.at, actor=ruling.actor, act=act, subject=ruling.item_id, detail={"document": row.document_id}
    )
    append_audit(connection, shop, (entry,))


def erase_held(connection: Connection, document_id: DocumentId) -> None:
    """Forget everything kept back of a document, decisions too."""
    connection.execute(delete(quarantine).where(quarantine.c.document_id == document_id))


def _row(document: Document, held: Held) -> dict[str, Any]:
    return {
        "item_id": new_id("hld"),
        "shop": document.shop,
        "document_id": document.document_id,
        "digest": held.digest,
        "status": "waiting",
        "present": True,
        "created_at": document.updated_at,
        "body": held.model_dump_json(),
        "document": document.model_dump_json(),
    }


def _item_of(row: Row[Any]) -> HeldItem:
    held = Held.model_validate_json(row.body)
    return HeldItem(
        **dict(held), item_id=row.item_id, shop=row.shop, document=Document.model_validate_json(row.document),
        status=row.status, present=row.present, created_at=row.created_at, decided_at=row.decided_at,
        decided_by=row.decided_by,
    )  # fmt: skip
