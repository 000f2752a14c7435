"""GET /v1/analytics/summary."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from api.auth import Agent, With
from domain.analytics import Summary

router = APIRouter(prefix="/v1/analytics", tags=["analytics"])


@router.get("/summary")
async def summary(services: With, principal: Agent, days: Annotated[int, Query(ge=1, le=366)] = 7) -> Summary:
    """Turns by outcome, handoffs by topic, approvals by status, over the last days."""
    shop = await services.ports.shops.get_shop(principal.shop)
    since = services.ports.clock_of(shop).now() - timedelta(days=days)
    return await services.analytics.summary(shop.id, since)
