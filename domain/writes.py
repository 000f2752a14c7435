"""What is written together, in one transaction."""

from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from domain.approvals import Approval
from domain.evidence import Citation, FactRef
from domain.handoffs import Handoff
from domain.ids import ActionId, ConversationId, TurnId
from domain.intents import Speaker
from domain.model import Frozen
from domain.outbox import Effect
from domain.promises import Keeping, Promise


class NewMessage(Frozen):
    """A message to add; it also becomes a ``message`` event of the conversation."""

    conversation_id: ConversationId
    speaker: Speaker
    text: str
    at: datetime
    dedupe_key: str
    """Unique: the same key a second time adds nothing (``turn:<id>:reply``, ``approval:<id>:result``)."""
    turn_id: TurnId | None = None
    ai_generated: bool = False
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactRef, ...] = ()


class NewEvent(Frozen):
    """An entry for a conversation's event log."""

    conversation_id: ConversationId
    type: Literal["status", "handoff"]
    data: dict[str, JsonValue]
    at: datetime


class AuditEntry(Frozen):
    """Who did what to what; no personal data."""

    at: datetime
    actor: str
    """Credential, or ``bot``, ``worker``."""
    act: str
    """``approval.approve``, ``handoff.claim`` …"""
    subject: str
    detail: dict[str, JsonValue] = {}


class ModeChange(Frozen):
    """A conversation passes to people or back."""

    conversation_id: ConversationId
    mode: Literal["bot", "waiting", "human", "frozen"]


class ActionStatus(Frozen):
    """What became of an action."""

    action_id: ActionId
    status: Literal["executing", "done", "refused", "failed", "unknown"]
    message: str = ""


class Writes(Frozen):
    """A bundle for one transaction; every part may be empty."""

    messages: tuple[NewMessage, ...] = ()
    approvals: tuple[Approval, ...] = ()
    """New ones."""
    handoffs: tuple[Handoff, ...] = ()
    """New ones, or the same id with more in it (priority, summary)."""
    modes: tuple[ModeChange, ...] = ()
    effects: tuple[Effect, ...] = ()
    events: tuple[NewEvent, ...] = ()
    actions: tuple[ActionStatus, ...] = ()
    promises: tuple[Promise, ...] = ()
    """New ones."""
    kept: tuple[Keeping, ...] = ()
    """Applied before the new ones: nothing keeps what it promises itself."""
    audit: tuple[AuditEntry, ...] = ()
