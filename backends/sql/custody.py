"""A conversation passing between bot and people, inside the caller's transaction."""

from datetime import datetime

from backends.sql.audit import append_audit
from backends.sql.handoff_rows import claim_handoffs, resolve_handoffs, unresolved_handoffs
from backends.sql.silence import silence
from backends.sql.transcript import Transcript
from domain.errors import StaleError
from domain.writes import AuditEntry


def take_over(transcript: Transcript, staff: str, at: datetime) -> None:
    """Give the conversation and its handoffs to this person; the bot's unfinished turns end silently.

    Raises: StaleError: another person holds it.
    """
    now = transcript.conversation
    if now.held_by not in (None, staff):
        raise StaleError("Another person holds this conversation; ask them to release it.")
    claim_handoffs(transcript.connection, now.conversation_id, staff, at)
    if now.held_by == staff and now.mode == "human":
        return
    transcript.set_mode("human", staff, at)
    silence(transcript)
    transcript.save()
    _note(transcript, staff, "conversation.claim", at)


def hand_back(transcript: Transcript, staff: str, at: datetime, thaw: bool) -> None:
    """Give the conversation back to the bot, which starts clean; its handoffs are resolved.

    Args: thaw: whether a frozen conversation, too, goes back to the bot.
    """
    now = transcript.conversation
    resolve_handoffs(transcript.connection, now.conversation_id, at)
    transcript.set_mode("frozen" if now.mode == "frozen" and not thaw else "bot", None, at)
    transcript.save()
    _note(transcript, staff, "conversation.release", at)


def thaw(transcript: Transcript, staff: str, at: datetime) -> None:
    """End a freeze: people who wait for it may claim it, else the bot has it again. Raises: StaleError: not frozen."""
    now = transcript.conversation
    if now.mode != "frozen":
        raise StaleError("This conversation isn't frozen; nothing was changed.")
    waits = bool(unresolved_handoffs(transcript.connection, now.conversation_id))
    transcript.set_mode("waiting" if waits else "bot", None, at)
    transcript.save()
    _note(transcript, staff, "conversation.unfreeze", at)


def _note(transcript: Transcript, staff: str, act: str, at: datetime) -> None:
    now = transcript.conversation
    entry = AuditEntry(at=at, actor=staff, act=act, subject=now.conversation_id)
    append_audit(transcript.connection, now.shop, (entry,))
