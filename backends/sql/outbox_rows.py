"""Rows of ``outbox``, inside the caller's transaction."""

from typing import Any

from sqlalchemy import Connection, Row

from backends.sql.tables import outbox
from backends.sql.transcript import DATA
from backends.sql.upsert import insert_new
from domain.outbox import Effect


def add_effect(connection: Connection, effect: Effect) -> None:
    """Store a new effect; one with the same key exists once only."""
    insert_new(
        connection,
        outbox,
        effect.model_dump(exclude={"payload"}) | {"payload": DATA.dump_json(effect.payload).decode()},
    )


def effect_of(row: Row[Any]) -> Effect:
    """A row of ``outbox`` as the domain has it."""
    return Effect(
        effect_id=row.effect_id,
        key=row.key,
        shop=row.shop,
        kind=row.kind,
        payload=DATA.validate_json(row.payload),
        status=row.status,
        attempts=row.attempts,
        due_at=row.due_at,
        error=row.error,
    )
