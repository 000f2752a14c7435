"""What happens to the bot's unfinished turns once a person has the conversation."""

from sqlalchemy import Connection, bindparam, select, update

from backends.sql.tables import turns
from backends.sql.tables.conversations import OPEN_TURN
from backends.sql.transcript import Transcript
from domain.conversation import ReplyView, TurnResult
from domain.ids import ConversationId, TurnId
from domain.intents import Outcome

SILENT_MODES = ("human", "frozen")

_OPEN = select(turns.c.turn_id).where(turns.c.conversation_id == bindparam("id"), OPEN_TURN)
_END = update(turns).where(turns.c.turn_id == bindparam("id"))


def silent_result(conversation_id: ConversationId, turn_id: TurnId) -> TurnResult:
    """The result of a turn that is a person's to answer: the message is theirs to read, nothing is said."""
    return TurnResult(
        conversation_id=conversation_id, turn_id=turn_id, outcome=Outcome.HANDOFF, reply=ReplyView(text="")
    )


def end_silently(connection: Connection, conversation_id: ConversationId, turn_id: TurnId) -> None:
    """Mark one turn done without a word."""
    result = silent_result(conversation_id, turn_id)
    ended = {"status": "done", "outcome": result.outcome.value, "result": result.model_dump_json()}
    connection.execute(_END, {"id": turn_id, **ended})


def silence(transcript: Transcript) -> None:
    """End the unfinished turns and fence their worker off: what it comes to is not said any more."""
    conversation_id = transcript.conversation.conversation_id
    for turn_id in transcript.connection.execute(_OPEN, {"id": conversation_id}).scalars():
        end_silently(transcript.connection, conversation_id, turn_id)
    transcript.set_lease(None, None)
