"""What the customer is told of a matter that waited for a decision."""

from datetime import datetime

from domain.approvals import Approval
from domain.intents import Speaker
from domain.writes import NewMessage


def result_key(approval: Approval) -> str:
    """One result an approval: writing it again changes nothing."""
    return f"approval:{approval.approval_id}:result"


def told_result(approval: Approval, text: str, at: datetime) -> NewMessage:
    """The bot's message on what the approval came to."""
    return NewMessage(
        conversation_id=approval.conversation_id,
        speaker=Speaker.BOT,
        text=text,
        at=at,
        dedupe_key=result_key(approval),
        turn_id=approval.turn_id,
        ai_generated=True,
    )
