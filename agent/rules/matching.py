"""Whether a rule's scope covers an item of an order."""

import re

from agent.rules.case import Case
from domain.orders import OrderItem
from domain.rules import FieldValue, Scope

_LEVELS = re.compile(r"[/>｜|、]")


def covers(scope: Scope, case: Case, item: OrderItem) -> bool:
    """Whether every given part of the scope matches; an empty scope covers everything."""
    return (
        (not scope.categories or _category_matches(case.category(item), scope.categories))
        and (not scope.tiers or case.tier in scope.tiers)
        and (not scope.skus or item.sku in scope.skus)
        and (not scope.regions or any(region in case.order.address for region in scope.regions))
        and all(_field_matches(case, name, values) for name, values in scope.fields.items())
    )


def _category_matches(category: str, wanted: tuple[str, ...]) -> bool:
    levels = {category.strip(), *(level.strip() for level in _LEVELS.split(category))}
    return any(name in levels for name in wanted)


def _field_matches(case: Case, name: str, values: tuple[FieldValue, ...]) -> bool:
    order = case.order
    stored = order.extra[name] if name in order.extra else getattr(order, name, None)
    return any(_same(stored, value) for value in values)


def _same(stored: object, wanted: FieldValue) -> bool:
    if isinstance(wanted, bool) or isinstance(stored, bool):
        return stored is wanted
    return stored is not None and str(stored).strip().lower() == str(wanted).strip().lower()
