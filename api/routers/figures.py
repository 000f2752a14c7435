"""Figures of the shop's service: summary, indicators, topics, questions, the coming load; each as CSV too."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from agent.question_clusters import QuestionCluster, clusters_of
from agent.thinking import thought
from api.auth import Agent, With
from api.services import Services
from domain.analytics import Summary
from domain.ids import ShopId
from domain.intents import Outcome
from domain.service_figures import Indicator, TopicDay
from domain.shop import Shop
from domain.workload import HourForecast, forecast

UNANSWERED = frozenset({Outcome.ABSTAIN.value, Outcome.CLARIFY.value, Outcome.HANDOFF.value})
LOOK_BACK_DAYS = 56
"""The forecast's history: eight weeks, long enough for a mean and short enough for this season."""

Days = Annotated[int, Query(ge=1, le=366)]

router = APIRouter(prefix="/v1/analytics", tags=["analytics"])


class IndicatorList(BaseModel):
    """In the order in which they are shown."""

    since: datetime
    until: datetime
    indicators: list[Indicator]


class HeatMap(BaseModel):
    """By day, then intent."""

    cells: list[TopicDay]


class Clusters(BaseModel):
    """Largest first."""

    clusters: list[QuestionCluster]


class Forecast(BaseModel):
    """By hour."""

    hours: list[HourForecast]
    based_on: int
    """Handoffs of the last eight weeks."""


@router.get("/summary")
async def summary(services: With, principal: Agent, days: Days = 7) -> Summary:
    """Turns by outcome, handoffs by topic, approvals by status, over the last days."""
    shop, now = await _now(services, principal.shop)
    counted = await services.analytics.summary(shop.id, now - timedelta(days=days))
    return counted.model_copy(update={"alarm": await services.service.alarm(shop.id)})


@router.get("/indicators")
async def indicators(services: With, principal: Agent, days: Days = 7) -> IndicatorList:
    """The service indicators of the conversations that began in the last days."""
    shop, now = await _now(services, principal.shop)
    since, until = now - timedelta(days=days), now + timedelta(seconds=1)
    found = await services.figures.indicators(shop.id, since, until, shop.service_levels.agent_hour or None)
    return IndicatorList(since=since, until=now, indicators=found)


@router.get("/topics")
async def topics(services: With, principal: Agent, days: Days = 14) -> HeatMap:
    """What customers wrote about, by day, with their mood."""
    shop, now = await _now(services, principal.shop)
    return HeatMap(cells=await services.figures.topics(shop.id, now - timedelta(days=days)))


@router.get("/questions")
async def questions(services: With, principal: Agent, days: Days = 14, unanswered: bool = False) -> Clusters:
    """Questions that are about the same, largest cluster first; ``unanswered``: only what the shop had no answer to."""
    shop, now = await _now(services, principal.shop)
    asked = await services.figures.questions(shop.id, now - timedelta(days=days))
    kept = [each for each in asked if not unanswered or each.outcome in UNANSWERED]
    return Clusters(clusters=await thought(clusters_of, kept))


@router.get("/forecast")
async def coming_load(services: With, principal: Agent, days: Annotated[int, Query(ge=1, le=14)] = 3) -> Forecast:
    """Conversations that will need a person, hour by hour, and how many people that takes."""
    shop, now = await _now(services, principal.shop)
    known = await services.figures.arrivals(shop.id, now - timedelta(days=LOOK_BACK_DAYS))
    levels = shop.service_levels
    hours = forecast(known, now, days, levels.answered_within_seconds, levels.answered_share)
    return Forecast(hours=hours, based_on=len(known))


@router.get("/export", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def export(
    services: With,
    principal: Agent,
    what: Annotated[str, Query(pattern="^(indicators|topics|questions|forecast)$")] = "indicators",
    days: Annotated[int, Query(ge=1, le=14)] = 7,
) -> Response:
    """The same as CSV (UTF-8 with a byte order mark, so that spreadsheets read it)."""
    if what == "indicators":
        rows = _rows((await indicators(services, principal, days)).indicators)
    elif what == "topics":
        rows = _rows((await topics(services, principal, days)).cells)
    elif what == "questions":
        rows = _rows((await questions(services, principal, days)).clusters)
    else:
        rows = _rows((await coming_load(services, principal, days)).hours)
    headers = {"Content-Disposition": f'attachment; filename="kefu-{what}.csv"'}
    return Response("\ufeff" + _csv(rows), media_type="text/csv; charset=utf-8", headers=headers)


def _rows(items: Sequence[BaseModel]) -> list[list[object]]:
    if not items:
        return []
    names = list(type(items[0]).model_fields)
    return [list(names), *([item.model_dump(mode="json")[name] for name in names] for item in items)]


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A customer's text must not become a formula in a spreadsheet."""
    if isinstance(value, list | tuple | dict):
        value = "; ".join(map(str, value.items() if isinstance(value, dict) else value))
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


async def _now(services: Services, shop_id: ShopId) -> tuple[Shop, datetime]:
    shop = await services.ports.shops.get_shop(shop_id)
    return shop, services.ports.clock_of(shop).now()
