"""API keys as rows: only a hash of the secret is kept. Each change is written together with its audit entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from backends.sql.audit import append_audit
from backends.sql.database import Database
from backends.sql.tables import keys, shops, token_floors
from backends.sql.tables.columns import storable
from backends.sql.upsert import upsert
from domain.credentials import Key
from domain.errors import NotFoundError, StaleError
from domain.ids import CustomerId, ShopId
from domain.writes import AuditEntry


class SqlKeys:
    """The table behind ``backends.credentials``."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def add(self, key: Key, secret_hash: str, actor: str) -> None:
        """Keep a new key under the hash of its secret. Raises: NotFoundError: no such shop."""

        def work(connection: Connection) -> None:
            _need_shop(connection, key.shop)
            _insert(connection, key, secret_hash)
            detail = {"role": key.role.value} | ({"scopes": " ".join(key.scopes)} if key.scopes else {})
            _note(connection, key.shop, key.created_at, actor, "key.create", key.key_id, detail)

        await self._database.write(work)

    async def replace(
        self, shop: ShopId, key_id: str, new_id: str, secret_hash: str, at: datetime, until: datetime, actor: str
    ) -> Key:
        """A new key like this one, which ends at ``until``. Raises: NotFoundError, StaleError: it ended before."""

        def work(connection: Connection) -> Key:
            old = _get(connection, shop, key_id)
            if not old.works(at):
                raise StaleError("This key is revoked; make a new one with `kefu key create`.")
            new = old.model_copy(update={"key_id": new_id, "created_at": at, "revoked_at": None})
            _insert(connection, new, secret_hash)
            end = min(until, old.revoked_at) if old.revoked_at else until
            connection.execute(update(keys).where(keys.c.key_id == key_id).values(revoked_at=end))
            _note(connection, shop, at, actor, "key.rotate", key_id, {"new": new_id, "until": end.isoformat()})
            return new

        return await self._database.write(work)

    async def find(self, secret_hash: str) -> Key | None:
        """The key of this secret, revoked or not: one look into a unique index."""
        found = select(keys).where(keys.c.secret_hash == secret_hash)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        return None if row is None else _key_of(row)

    async def of_shop(self, shop: ShopId) -> list[Key]:
        """The shop's keys, oldest first."""
        found = select(keys).where(keys.c.shop == shop).order_by(keys.c.created_at, keys.c.key_id)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [_key_of(row) for row in rows]

    async def revoke(self, shop: ShopId, key_id: str, at: datetime, actor: str) -> None:
        """End a key; one that ended before keeps its time. Raises: NotFoundError."""

        def work(connection: Connection) -> None:
            if _get(connection, shop, key_id).works(at):
                connection.execute(update(keys).where(keys.c.key_id == key_id).values(revoked_at=at))
                _note(connection, shop, at, actor, "key.revoke", key_id, {})

        await self._database.write(work)

    async def refuse_tokens_before(
        self, shop: ShopId, customer: CustomerId | None, at: datetime, actor: str, subject: str
    ) -> None:
        """Customer tokens made before ``at`` end: the customer's, or all. Raises: NotFoundError: no such shop."""

        def work(connection: Connection) -> None:
            _need_shop(connection, shop)
            row = {"shop": shop, "customer_id": storable(customer or ""), "not_before": at}
            upsert(connection, token_floors, [row])
            _note(connection, shop, at, actor, "tokens.revoke", subject, {})

        await self._database.write(work)

    async def tokens_from(self, shop: ShopId, customer: CustomerId) -> tuple[bool, datetime | None]:
        """Whether the shop exists, and the moment from which on a token of this customer has to be."""
        mine = or_(token_floors.c.customer_id == "", token_floors.c.customer_id == storable(customer))
        joined = shops.outerjoin(token_floors, (token_floors.c.shop == shops.c.shop) & mine)
        found = select(token_floors.c.not_before).select_from(joined).where(shops.c.shop == storable(shop))
        rows = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return bool(rows), max((row for row in rows if row is not None), default=None)


def _need_shop(connection: Connection, shop: ShopId) -> None:
    if connection.execute(select(shops.c.shop).where(shops.c.shop == storable(shop))).first() is None:
        raise NotFoundError("There is no such shop: create it with `kefu shop create` or `kefu shop import`.")


def _insert(connection: Connection, key: Key, secret_hash: str) -> None:
    row = key.model_dump() | {"role": key.role.value, "scopes": " ".join(key.scopes), "secret_hash": secret_hash}
    connection.execute(insert(keys), row)


def _get(connection: Connection, shop: ShopId, key_id: str) -> Key:
    mine = select(keys).where(keys.c.key_id == storable(key_id), keys.c.shop == shop).with_for_update()
    row = connection.execute(mine).one_or_none()
    if row is None:
        raise NotFoundError("There is no such key; `kefu key list` shows them.")
    return _key_of(row)


def _note(
    connection: Connection, shop: ShopId, at: datetime, actor: str, act: str, subject: str, detail: dict[str, str]
) -> None:
    entry = AuditEntry(at=at, actor=actor, act=act, subject=subject, detail=dict(detail))
    append_audit(connection, shop, (entry,))


def _key_of(row: Row[Any]) -> Key:
    return Key(
        key_id=row.key_id,
        shop=row.shop,
        role=row.role,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
        scopes=tuple(row.scopes.split()),
    )
