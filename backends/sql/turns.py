"""Turns, from the customer's message to the committed result, inside the caller's transaction."""

from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import JsonValue
from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from backends.sql.approval_rows import outdate_approvals
from backends.sql.audit import append_audit
from backends.sql.bursts import host_of, join_host
from backends.sql.reading import work_for
from backends.sql.silence import SILENT_MODES, end_silently
from backends.sql.tables import conversations, messages, turns
from backends.sql.tables.columns import storable
from backends.sql.tables.conversations import OPEN_TURN
from backends.sql.transcript import DATA, Transcript
from backends.sql.vault import conversation_owner, seal
from backends.sql.writes import apply_writes
from domain.conversation import Begun, Committed, Conversation, Lease, Opening, Turn, TurnResult, Work
from domain.errors import LeaseLostError, NotFoundError, StaleError
from domain.ids import ConversationId, TurnId, new_id
from domain.intents import Speaker
from domain.writes import NewMessage, Writes

_TURN = select(turns).where(turns.c.turn_id == bindparam("id"))
_REPLAY = (
    # What was said is the message's: a turn's own text grows with what joins it.
    select(turns.c.conversation_id, turns.c.seq, messages.c.text.label("said"))
    .add_columns(func.coalesce(turns.c.joined, turns.c.turn_id).label("answered_by"))
    .join(messages, and_(messages.c.conversation_id == turns.c.conversation_id, messages.c.seq == turns.c.seq))
    .where(
        turns.c.shop == bindparam("shop"),
        turns.c.owner == bindparam("owner"),
        turns.c.idempotency_key == bindparam("key"),
    )
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
        messages=row.messages,
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
    host = host_of(connection, transcript.conversation, opening)
    seq = transcript.add_message(
        NewMessage(
            conversation_id=transcript.conversation.conversation_id,
            speaker=Speaker.CUSTOMER,
            text=opening.text,
            at=opening.at,
            dedupe_key=f"turn:{turn_id}:message",
            turn_id=host or turn_id,
        )
    )
    assert seq is not None, "a new turn's key is new"
    outdated = outdate_approvals(connection, transcript.conversation.conversation_id, opening.at)
    _insert_turn(connection, transcript.conversation, opening, turn_id, seq, host)
    work = None
    if host is not None:
        join_host(connection, transcript.conversation, host, opening.text)
    elif transcript.conversation.mode in SILENT_MODES:
        end_silently(connection, transcript.conversation.conversation_id, turn_id)
    else:
        work = _start(transcript, turn_id, seq, opening.worker, opening.leased_at, opening.lease_seconds)
    transcript.save()
    append_audit(connection, transcript.conversation.shop, outdated)
    turn = work.turn if work else turn_of(connection.execute(_TURN, {"id": host or turn_id}).one())
    kind: Literal["joined", "opened"] = "joined" if host else "opened"
    return Begun(turn=turn, seq=seq, kind=kind, conversation=_current(transcript), work=work)


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


def grown_turn(connection: Connection, lease: Lease, turn: Turn, at: datetime, lease_seconds: float) -> Work:
    """See ``ConversationStore.again``."""
    lease = renew_lease(connection, lease, at, lease_seconds)
    transcript = Transcript.open(connection, turn.shop, turn.conversation_id)
    now = turn_of(connection.execute(_TURN, {"id": turn.turn_id}).one())
    return work_for(connection, now, transcript.conversation, lease)


def commit_turn(
    connection: Connection, turn: Turn, result: TurnResult, writes: Writes, lease: Lease, trace: dict[str, JsonValue]
) -> Committed:
    """See ``ConversationStore.commit``."""
    if (turn.turn_id, turn.conversation_id) != (result.turn_id, result.conversation_id):
        raise ValueError("a result belongs to its own turn")
    transcript = Transcript.open(connection, turn.shop, turn.conversation_id)
    now = connection.execute(_TURN, {"id": turn.turn_id}).one()
    if now.status in ("done", "failed"):
        return Committed.ENDED_BEFORE
    if (transcript.lease_token, transcript.lease_worker) != (lease.token, lease.worker):
        raise LeaseLostError("Another worker has taken this conversation over; nothing was written.")
    if now.messages != turn.messages:
        return Committed.OUTGROWN
    apply_writes(connection, turn.shop, writes, transcript)
    owner = conversation_owner(transcript.conversation)
    ended = {"status": "done", "outcome": result.outcome.value, "result": seal(owner, result.model_dump_json())}
    how = seal(owner, DATA.dump_json(trace).decode())
    connection.execute(_SAVE, {"id": turn.turn_id, "trace": how, **ended})
    transcript.set_lease(None, None)
    transcript.save()
    return Committed.WRITTEN


def _replay(connection: Connection, opening: Opening) -> Begun | None:
    key = {"shop": opening.shop, "owner": opening.owner, "key": storable(opening.idempotency_key or "")}
    row = connection.execute(_REPLAY, key).one_or_none()
    if row is None:
        return None
    elsewhere = opening.conversation_id not in (None, row.conversation_id)
    if row.said != storable(opening.text) or elsewhere:
        raise StaleError("This Idempotency-Key was used for another message: send a new key with a new message.")
    transcript = Transcript.open(connection, opening.shop, row.conversation_id)
    turn = turn_of(connection.execute(_TURN, {"id": row.answered_by}).one())
    return Begun(turn=turn, seq=row.seq, kind="replayed", conversation=transcript.conversation, work=None)


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
    connection: Connection,
    conversation: Conversation,
    opening: Opening,
    turn_id: TurnId,
    seq: int,
    host: TurnId | None,
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
            "text": seal(conversation_owner(conversation), opening.text),
            "seq": seq,
            "status": "joined" if host else "queued",
            "attempts": 0,
            "stored_at": opening.leased_at,
            "joined": host,
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
