"""Windows, extensions and exclusions as docs/rules.md has them."""

from datetime import date, datetime, timedelta

from domain.orders import OrderItem
from domain.rules import Exclusion, Window
from tests.unit.agent.rules.oracle.world import World, china_day, matches


def event(world: World, name: str) -> datetime | None:
    """When it happened."""
    order = world.order
    if name == "signed":
        return order.signed_at
    if name == "shipped":
        return order.shipped_at
    return order.paid_at if name == "paid" else order.created_at


def last_days(kind: str, world: World, item: OrderItem) -> list[date | None]:
    """The last day under each window that may hold; None where its event has no time; empty without any window."""
    rules = world.rules
    general, some = {
        "return": (rules.return_window, rules.return_windows),
        "quality": (rules.quality_window, rules.quality_windows),
        "exchange": (rules.exchange_window, rules.exchange_windows),
        "price_protection": (rules.price_protection, rules.price_protections),
    }[kind]
    special = [rule.window for rule in some if matches(rule, world, item)]
    chosen: list[Window] = special or ([general] if general is not None else [])
    more = [e.days for e in rules.extensions if kind in e.applies_to and matches(e, world, item)]
    found: list[date | None] = []
    for window in chosen:
        at = event(world, window.day_from)
        found.append(None if at is None else china_day(at) + timedelta(days=window.days) + timedelta(days=sum(more)))
    return found


def latest(days: list[date | None]) -> date | None:
    """The most generous day that is known."""
    known = [day for day in days if day is not None]
    return max(known) if known else None


def exclusions(action: str, world: World, item: OrderItem) -> tuple[list[Exclusion], list[Exclusion]]:
    """Those that hold for the item whatever its state, and those that hold once it was opened."""
    hold: list[Exclusion] = []
    for rule in world.rules.exclusions:
        if action not in rule.actions or not matches(rule, world, item):
            continue
        if rule.after_hours is not None:
            paid = world.order.paid_at
            if paid is None or world.now < paid + timedelta(hours=rule.after_hours):
                continue
        hold.append(rule)
    return [e for e in hold if e.when == "always"], [e for e in hold if e.when == "opened"]


def excluded_whole(action: str, world: World) -> bool:
    """Some item of the order is excluded."""
    return any(exclusions(action, world, item)[0] for item in world.order.items)
