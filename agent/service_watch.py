"""Looks from time to time whether a shop's automation goes up at its customers' cost, and says so in the log."""

import logging
from datetime import timedelta

from agent.services import Ports
from domain.analytics import Analytics
from domain.ids import ShopId
from domain.repeating import repeated
from domain.service_alarm import ServiceAlarm, alarm_of

log = logging.getLogger(__name__)

LATELY, BEFORE = timedelta(days=1), timedelta(days=7)
"""A day against the week before it: whole days, so that nights and lunch hours weigh the same on both sides."""


class ServiceWatch:
    """One look costs a few counts a shop."""

    def __init__(self, ports: Ports, analytics: Analytics) -> None:
        """Args: analytics: where the counts come from."""
        self._ports, self._analytics = ports, analytics
        self._alarmed: set[ShopId] = set()

    async def alarm(self, shop_id: ShopId) -> ServiceAlarm | None:
        """The shop's alarm, if there is reason for one. Raises: NotFoundError: no such shop."""
        shop = await self._ports.shops.get_shop(shop_id)
        now = self._ports.clock_of(shop).now()
        lately = await self._analytics.span(shop.id, now - LATELY, now)
        before = await self._analytics.span(shop.id, now - LATELY - BEFORE, now - LATELY)
        return alarm_of(lately, before)

    async def look(self) -> int:
        """All shops; returns how many have an alarm. Each is told once while it lasts."""
        alarmed: set[ShopId] = set()
        for shop in await self._ports.shops.list_shops():
            if found := await self.alarm(shop.id):
                alarmed.add(shop.id)
                if shop.id not in self._alarmed:
                    log.warning(
                        "shop %s: automation rose from %.0f%% to %.0f%% and unhappy talks from %.1f%% to %.1f%%",
                        shop.id,
                        100 * found.before.automation,
                        100 * found.lately.automation,
                        100 * found.before.unhappiness,
                        100 * found.lately.unhappiness,
                    )
        self._alarmed = alarmed
        self._ports.observer.service_alarms(len(alarmed))
        return len(alarmed)

    async def watch(self, seconds: float = 900.0) -> None:
        """Look for ever; cancelled at shutdown."""
        await repeated(self.look, seconds, log, "looking at the shops' service failed")
