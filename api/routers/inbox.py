"""The inbox: pages of it, and a stream that says when to look again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from api import sse
from api.auth import Agent, With, still_signed_in
from api.services import Services
from domain.ids import ShopId
from domain.inbox import InboxQuery, InboxRow, View
from domain.shop import Shop

router = APIRouter(prefix="/v1/inbox", tags=["inbox"])

PULSE_SECONDS = 1.0


class InboxView(BaseModel):
    """A stretch of the inbox, and the shop's clock to reckon waiting by."""

    rows: list[InboxRow]
    total: int
    counts: dict[str, int]
    now: datetime
    frozen: bool
    """The shop's clock stands still."""


@router.get("")
async def inbox(
    services: With,
    principal: Agent,
    view: View = "open",
    topic: Annotated[str | None, Query(max_length=40)] = None,
    priority: Annotated[int | None, Query(ge=1, le=4)] = None,
    q: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> InboxView:
    """Most urgent first, then longest waiting, then latest."""
    shop = await services.ports.shops.get_shop(principal.shop)
    query = InboxQuery(
        view=view, staff=principal.credential, topic=topic, priority=priority, text=q, limit=limit, offset=offset
    )
    page = await services.inbox.page(shop.id, query)
    return InboxView(
        rows=[_due(row, shop) for row in page.rows],
        total=page.total,
        counts=page.counts,
        now=services.ports.clock_of(shop).now(),
        frozen=services.ports.frozen or shop.now is not None,
    )


@router.get("/events", response_class=StreamingResponse)
async def follow_inbox(request: Request, services: With, principal: Agent) -> StreamingResponse:
    """``changed`` whenever a conversation, a handoff or an approval of the shop did; ``signed_out`` at the end."""
    return StreamingResponse(
        _changes(request, services, principal.shop), media_type=sse.MEDIA_TYPE, headers=sse.HEADERS
    )


async def _changes(request: Request, services: Services, shop: ShopId) -> AsyncIterator[str]:
    seen = await services.inbox.pulse(shop)
    yield sse.event("ready", {})
    quiet = 0.0
    while True:
        await asyncio.sleep(PULSE_SECONDS)
        if not await still_signed_in(request):
            yield sse.event("signed_out", {})
            return
        now = await services.inbox.pulse(shop)
        quiet += PULSE_SECONDS
        if now != seen:
            seen, quiet = now, 0.0
            yield sse.event("changed", {})
        elif quiet >= sse.PING_SECONDS:
            quiet = 0.0
            yield ": ping\n\n"


def _due(row: InboxRow, shop: Shop) -> InboxRow:
    if row.waiting_since is None:
        return row
    minutes = shop.service_levels.minutes(row.priority)
    return row.model_copy(update={"due_at": row.waiting_since + timedelta(minutes=minutes)})
