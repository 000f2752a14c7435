"""The last day on which something may be asked for, exact to the day on the shop's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from agent.rules.case import Case, shop_day
from agent.rules.matching import covers
from domain.orders import OrderItem
from domain.rules import DayFrom, Window, WindowRule

WindowKind = Literal["return", "quality", "exchange", "price_protection"]

EVENT_WORDS: dict[DayFrom, str] = {"signed": "签收", "shipped": "发货", "paid": "付款", "created": "下单"}


@dataclass(frozen=True)
class Term:
    """A window applied to an order."""

    days: int
    """With extensions."""
    day_from: DayFrom
    start: date | None
    """The day of the event; None when the order doesn't have it."""

    @property
    def last_day(self) -> date | None:
        """The day of the event counts as day 0 and the last day is included, as 民法典 §201 counts."""
        return None if self.start is None else self.start + timedelta(days=self.days)


def term(kind: WindowKind, case: Case, item: OrderItem) -> Term | None:
    """The window for one item; None when the shop grants none of this kind."""
    general, rules = _windows(kind, case)
    matching = [rule.window for rule in rules if covers(rule, case, item)]
    windows = matching or ([general] if general else [])
    if not windows:
        return None
    extra = sum(e.days for e in case.rules.extensions if kind in e.applies_to and covers(e, case, item))
    terms = [Term(window.days + extra, window.day_from, event_day(case, window.day_from)) for window in windows]
    return max(terms, key=lambda t: (t.last_day or date.min, t.days))


def event_day(case: Case, event: DayFrom) -> date | None:
    """The day an event of the order fell on."""
    order = case.order
    at = {
        "signed": order.signed_at,
        "shipped": order.shipped_at,
        "paid": order.paid_at,
        "created": order.created_at,
    }[event]
    return None if at is None else shop_day(at)


def _windows(kind: WindowKind, case: Case) -> tuple[Window | None, Sequence[WindowRule]]:
    rules = case.rules
    match kind:
        case "return":
            return rules.return_window, rules.return_windows
        case "quality":
            return rules.quality_window, rules.quality_windows
        case "exchange":
            return rules.exchange_window, rules.exchange_windows
        case "price_protection":
            return rules.price_protection, rules.price_protections
