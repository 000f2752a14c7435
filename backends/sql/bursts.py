"""Messages sent in a burst: while an earlier one waits for its answer, a further one joins its turn."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from backends.sql.silence import SILENT_MODES
from backends.sql.tables import turns
from backends.sql.tables.conversations import OPEN_TURN
from backends.sql.vault import conversation_owner, seal
from domain.conversation import BURST_CHARACTERS, BURST_MESSAGES, Conversation, Opening
from domain.ids import TurnId

_LATEST = (
    select(turns.c.turn_id, turns.c.status, turns.c.text, turns.c.messages, turns.c.stored_at)
    .where(turns.c.conversation_id == bindparam("id"), OPEN_TURN)
    .order_by(turns.c.seq.desc())
    .limit(1)
)
_JOIN = (
    update(turns)
    .where(turns.c.turn_id == bindparam("id"))
    .values(text=bindparam("longer"), messages=turns.c.messages + 1)
)
_TEXT = select(turns.c.text).where(turns.c.turn_id == bindparam("id"))


def host_of(connection: Connection, conversation: Conversation, opening: Opening) -> TurnId | None:
    """The unfinished turn that can still take the message in; None: it needs its own.

    Under the conversation's lock: a turn that is being written is either done by now or will see what joined it.
    """
    if opening.conversation_id is None or opening.burst_seconds <= 0 or conversation.mode in SILENT_MODES:
        return None
    latest = connection.execute(_LATEST, {"id": conversation.conversation_id}).one_or_none()
    return TurnId(latest.turn_id) if latest and _has_room(latest, opening) and _has_time(latest, opening) else None


def join_host(connection: Connection, conversation: Conversation, host: TurnId, text: str) -> None:
    """The turn answers this message too. The caller holds the conversation's lock."""
    before = connection.execute(_TEXT, {"id": host}).scalar_one()
    connection.execute(_JOIN, {"id": host, "longer": seal(conversation_owner(conversation), f"{before}\n{text}")})


def _has_room(latest: Row[*tuple[Any, ...]], opening: Opening) -> bool:
    longer = len(latest.text) + 1 + len(opening.text)
    return bool(latest.messages < BURST_MESSAGES and longer <= BURST_CHARACTERS)


def _has_time(latest: Row[*tuple[Any, ...]], opening: Opening) -> bool:
    if latest.status == "queued":
        # Nobody waits longer for it: it has not begun.
        return True
    if latest.stored_at is None:
        return False
    waited: timedelta = opening.leased_at - latest.stored_at
    return timedelta() <= waited <= timedelta(seconds=opening.burst_seconds)
