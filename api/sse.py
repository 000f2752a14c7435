"""Server-sent events: the wire format, a turn as events, a conversation's log as events."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable

from agent.hub import EventHub
from agent.turns import Ticket, TurnService
from domain.conversation import ConversationStore, TurnResult
from domain.errors import KefuError
from domain.ids import ConversationId, ShopId

MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
PING_SECONDS = 15.0
POLL_SECONDS = 1.0
"""How late at most an event written by another process is seen."""

_PIECE = re.compile(r".+?(?:[。！？!?\n]+|$)", re.S)


def event(name: str, data: object, event_id: int | None = None) -> str:
    """One event on the wire."""
    head = f"id: {event_id}\n" if event_id is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def pieces(text: str) -> list[str]:
    """A text sentence by sentence, for streaming."""
    return _PIECE.findall(text)


class ReplyBody:
    """How a result is shown to this caller."""

    def __init__(self, with_analysis: bool) -> None:
        """Args: with_analysis: for agents and admins only."""
        self._left_out = set() if with_analysis else {"analysis"}

    def __call__(self, result: TurnResult) -> dict[str, object]:
        """The JSON body."""
        return result.model_dump(mode="json", exclude=self._left_out)


async def turn_events(
    turns: TurnService, ticket: Ticket, progress: asyncio.Queue[str], body: ReplyBody
) -> AsyncIterator[str]:
    """``status`` while it runs, then the verified text as ``delta``, the whole as ``reply``, and ``done``."""
    turn = ticket.turn
    stored = {"turn_id": turn.turn_id, "conversation_id": turn.conversation_id, "message": ticket.seq}
    yield event("status", {"state": "received", **stored})
    waiting = asyncio.create_task(turns.result(ticket))
    try:
        while not waiting.done():
            node = asyncio.create_task(progress.get())
            await asyncio.wait({waiting, node}, return_when=asyncio.FIRST_COMPLETED)
            if node.done():
                yield event("status", {"state": node.result()})
            node.cancel()
        try:
            result = waiting.result()
        except KefuError as error:
            yield event("status", {"state": "delayed", "detail": str(error)})
        else:
            for piece in pieces(result.reply.text):
                yield event("delta", {"text": piece})
            yield event("reply", body(result))
        yield event("done", {"turn_id": turn.turn_id})
    finally:
        waiting.cancel()


async def conversation_events(
    store: ConversationStore,
    hub: EventHub,
    shop: ShopId,
    conversation_id: ConversationId,
    after: int,
    still_allowed: Callable[[], Awaitable[bool]],
) -> AsyncIterator[str]:
    """The conversation's log after an event id, and what comes, for as long as the credential holds."""
    with hub.listening(conversation_id) as bell:
        quiet = 0.0
        yield ": following\n\n"
        while True:
            bell.clear()
            if not await still_allowed():
                yield event("signed_out", {})
                return
            for entry in await store.events(shop, conversation_id, after):
                after, quiet = entry.seq, 0.0
                yield event(entry.type, {**entry.data, "at": entry.at.isoformat()}, entry.seq)
            try:
                async with asyncio.timeout(POLL_SECONDS):
                    await bell.wait()
            except TimeoutError:
                quiet += POLL_SECONDS
                if quiet >= PING_SECONDS:
                    quiet = 0.0
                    yield ": ping\n\n"
