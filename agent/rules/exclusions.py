"""Goods and orders for which the shop doesn't offer an action."""

from datetime import timedelta
from typing import NamedTuple

from agent.rules.case import Case
from agent.rules.matching import covers
from domain.orders import OrderItem
from domain.rules import Exclusion


class Excluded(NamedTuple):
    """What the exclusions say of one item."""

    reason: str | None
    """Why it is excluded; None when it isn't."""
    to_check: tuple[str, ...]
    """Conditions a person has to find out, such as opened or not."""


def exclusion(action: str, case: Case, item: OrderItem) -> Excluded:
    """Whether the action is excluded for this item."""
    matching = [
        e for e in case.rules.exclusions if action in e.actions and covers(e, case, item) and _in_force(e, case)
    ]
    final = next((_sentence(e.reason) for e in matching if e.when == "always"), None)
    return Excluded(final, tuple(_sentence(e.reason) for e in matching if e.when == "opened"))


def order_exclusion(action: str, case: Case) -> str | None:
    """Why the action is excluded for the order as a whole: some item of it is."""
    return next((found for item in case.order.items if (found := exclusion(action, case, item).reason)), None)


def _sentence(reason: str) -> str:
    # Merchants leave the full stop out as often as not.
    return reason if reason.endswith(("。", "！", "!", ".")) else f"{reason}。"


def _in_force(rule: Exclusion, case: Case) -> bool:
    if rule.after_hours is None:
        return True
    paid_at = case.order.paid_at
    return paid_at is not None and case.now - paid_at >= timedelta(hours=rule.after_hours)
