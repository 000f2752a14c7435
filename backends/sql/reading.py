"""What the bot may read of a conversation when it starts on a turn."""

from sqlalchemy import Connection, bindparam, select

from backends.sql.tables import messages, turns
from domain.analysis import Line
from domain.conversation import Conversation, Lease, Turn, Work
from domain.intents import Outcome

HISTORY = 20
"""Messages before the turn's own."""

FAILURES_LOOKED_AT = 10
"""Turns looked back on; a third failure in a row goes to a person already."""

FAILED = (Outcome.CLARIFY.value, Outcome.ABSTAIN.value)

_HISTORY = (
    select(messages.c.speaker, messages.c.text)
    .where(
        messages.c.conversation_id == bindparam("id"),
        messages.c.seq > bindparam("clean_from"),
        messages.c.seq < bindparam("before"),
    )
    .order_by(messages.c.seq.desc())
    .limit(HISTORY)
)
_OUTCOMES = (
    select(turns.c.outcome)
    .where(
        turns.c.conversation_id == bindparam("id"),
        turns.c.seq > bindparam("clean_from"),
        turns.c.seq < bindparam("before"),
        turns.c.status == "done",
    )
    .order_by(turns.c.seq.desc())
    .limit(FAILURES_LOOKED_AT)
)


def work_for(connection: Connection, turn: Turn, conversation: Conversation, lease: Lease) -> Work:
    """The turn with its history, from where the bot starts clean."""
    span = {"id": turn.conversation_id, "clean_from": conversation.clean_from, "before": turn.seq}
    lines = [Line(speaker=row.speaker, text=row.text) for row in connection.execute(_HISTORY, span)]
    failures = 0
    for outcome in connection.execute(_OUTCOMES, span).scalars():
        if outcome not in FAILED:
            break
        failures += 1
    return Work(turn=turn, conversation=conversation, history=tuple(reversed(lines)), failures=failures, lease=lease)
