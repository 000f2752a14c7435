"""Turns, from the customer's message to the committed result, inside the caller's transaction."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from backends.sql.approval_rows import outdate_approvals
from backends.sql.reading import work_for
from backends.sql.silence import SILENT_MODES, end_silently
from backends.sql.tables import conversations, turns
from backends.sql.tables.columns import storable
from backends.sql.tables.conversations import OPEN_TURN
from backends.sql.transcript import DATA, Transcript
from backends.sql.writes import apply_writes
from domain.conversation import Begun, Conversation, Lease, Opening, Turn, TurnResult, Work
from domain.errors import LeaseLostError, NotFoundError, StaleError
from domain.ids import ConversationId, TurnId, new_id
from domain.intents import Speaker
from domain.writes import NewMessage, Writes

_TURN = select(turns).where(turns.c.turn_id == bindparam("id"))
_REPLAY = select(turns).where(
    turns.c.shop == bindparam("shop"), turns.c.owner == bindparam("owner"), turns.c.idempotency_key == bindparam("key")
)
_EARLIER = (
    select(turns.c.turn_id)
    .where(turns.c.conversation_id == bindparam("id"), turns.c.seq < bindparam("before"), OPEN_TURN)
    .limit(1)
)
_ADD = insert(turns)
_SAVE = update(turns).where(turns.c.turn_id == bindparam("id"))


def turn_of(row: Row[Any]) -> Turn:
    """A row of ``turns`` as the domain has it."""
    return Turn(
        turn_id=row.turn_id,
        conversation_id=row.conversation_id,
        shop=row.shop,
        customer_id=row.customer_id,
        text=row.text,
        seq=row.seq,
        status=row.status,
        attempts=row.attempts,
        received_at=row.received_at,
        result=None if row.result is None else TurnResult.model_validate_json(row.result),
    )


def begin_turn(connection: Connection, opening: Opening) -> Begun:
    """See ``ConversationStore.begin``."""
    if opening.idempotency_key is not None and (begun := _replay(connection, opening)):
        return begun
    transcript = _open(connection, opening)
    turn_id = TurnId(new_id("trn"))
    seq = transcript.add_message(
        NewMessage(
            conversation_id=transcript.conversation.conversation_id,
            speaker=Speaker.CUSTOMER,
            text=opening.text,
            at=opening.at,
            dedupe_key=f"turn:{turn_id}:message",
            turn_id=turn_id,
        )
    )
    assert seq is not None, "a new turn's key is new"
    outdate_approvals(connection, transcript.conversation.conversation_id)
    _insert_turn(connection, transcript.conversation, opening, turn_id, seq)
    if transcript.conversation.mode in SILENT_MODES:
        end_silently(connection, transcript.conversation.conversation_id, turn_id)
        work = None
    else:
        work = _start(transcript, turn_id, seq, opening.worker, opening.leased_at, opening.lease_seconds)
    transcript.save()
    turn = work.turn if work else turn_of(connection.execute(_TURN, {"id": turn_id}).one())
    return Begun(turn=turn, conversation=_current(transcript), work=work)


def take_turn(connection: Connection, turn_id: TurnId, worker: str, at: datetime, lease_seconds: float) -> Work | None:
    """See ``ConversationStore.take``."""
    row = connection.execute(_TURN, {"id": turn_id}).one_or_none()
    if row is None:
        return None
    transcript = Transcript.open(connection, row.shop, row.conversation_id)
    # Again under the conversation's lock: another worker may have finished it meanwhile.
    row = connection.execute(_TURN, {"id": turn_id}).one()
    if row.status not in ("queued", "running"):
        return None
    if transcript.conversation.mode in SILENT_MODES:
        end_silently(connection, row.conversation_id, turn_id)
        return None
    work = _start(transcript, turn_id, row.seq, worker, at, lease_seconds)
    transcript.save()
    return work


def renew_lease(connection: Connection, lease: Lease, at: datetime, lease_seconds: float) -> Lease:
    """See ``ConversationStore.renew``. A lease that ran out is renewed as long as nobody has taken it."""
    until = at + timedelta(seconds=lease_seconds)
    mine = update(conversations).where(
        conversations.c.conversation_id == lease.conversation_id,
        conversations.c.lease_worker == lease.worker,
        conversations.c.lease_token == lease.token,
    )
    if connection.execute(mine.values(lease_until=until)).rowcount != 1:
        raise LeaseLostError("Another worker has taken this conversation over.")
    return lease.model_copy(update={"until": until})


def commit_turn(
    connection: Connection, turn: Turn, result: TurnResult, writes: Writes, lease: Lease, trace: dict[str, JsonValue]
) -> None:
    """See ``ConversationStore.commit``."""
    if (turn.turn_id, turn.conversation_id) != (result.turn_id, result.conversation_id):
        raise ValueError("a result belongs to its own turn")
    transcript = Transcript.open(connection, turn.shop, turn.conversation_id)
    status = connection.execute(select(turns.c.status).where(turns.c.turn_id == turn.turn_id)).scalar_one()
    if status in ("done", "failed"):
        return
    if (transcript.lease_token, transcript.lease_worker) != (lease.token, lease.worker):
        raise LeaseLostError("Another worker has taken this conversation over; nothing was written.")
    apply_writes(connection, turn.shop, writes, transcript)
    ended = {"status": "done", "outcome": result.outcome.value, "result": result.model_dump_json()}
    connection.execute(_SAVE, {"id": turn.turn_id, "trace": DATA.dump_json(trace).decode(), **ended})
    transcript.set_lease(None, None)
    transcript.save()


def _replay(connection: Connection, opening: Opening) -> Begun | None:
    key = {"shop": opening.shop, "owner": opening.owner, "key": storable(opening.idempotency_key or "")}
    row = connection.execute(_REPLAY, key).one_or_none()
    if row is None:
        return None
    if row.text != storable(opening.text):
        raise StaleError("This Idempotency-Key was used for another message: send a new key with a new message.")
    transcript = Transcript.open(connection, opening.shop, row.conversation_id)
    return Begun(turn=turn_of(row), conversation=transcript.conversation, work=None)


def _open(connection: Connection, opening: Opening) -> Transcript:
    if opening.conversation_id is not None:
        transcript = Transcript.open(connection, opening.shop, opening.conversation_id)
        if transcript.conversation.owner != opening.owner:
            raise NotFoundError("There is no such conversation.")
        return transcript
    conversation = Conversation(
        conversation_id=ConversationId(new_id("con")),
        shop=opening.shop,
        owner=opening.owner,
        customer_id=opening.customer_id,
        created_at=opening.at,
        updated_at=opening.at,
    )
    connection.execute(insert(conversations), conversation.model_dump())
    return Transcript(connection, conversation, 0, 0, None, 0, None)


def _insert_turn(
    connection: Connection, conversation: Conversation, opening: Opening, turn_id: TurnId, seq: int
) -> None:
    key = opening.idempotency_key
    connection.execute(
        _ADD,
        {
            "turn_id": turn_id,
            "conversation_id": conversation.conversation_id,
            "shop": opening.shop,
            "owner": opening.owner,
            "customer_id": opening.customer_id,
            "text": opening.text,
            "seq": seq,
            "status": "queued",
            "attempts": 0,
            "received_at": opening.at,
            "idempotency_key": key,
        },
    )


def _start(
    transcript: Transcript, turn_id: TurnId, seq: int, worker: str, at: datetime, lease_seconds: float
) -> Work | None:
    connection, conversation_id = transcript.connection, transcript.conversation.conversation_id
    if not transcript.lease_is_free(at):
        return None
    if connection.execute(_EARLIER, {"id": conversation_id, "before": seq}).first() is not None:
        return None
    until = at + timedelta(seconds=lease_seconds)
    transcript.set_lease(worker, until)
    connection.execute(_START, {"id": turn_id})
    turn = turn_of(connection.execute(_TURN, {"id": turn_id}).one())
    lease = Lease(conversation_id=conversation_id, worker=worker, token=transcript.lease_token, until=until)
    return work_for(connection, turn, _current(transcript), lease)


_START = _SAVE.values(status="running", attempts=turns.c.attempts + 1)


def _current(transcript: Transcript) -> Conversation:
    updated_at = transcript.changes.get("updated_at", transcript.conversation.updated_at)
    return transcript.conversation.model_copy(update={"updated_at": updated_at})
