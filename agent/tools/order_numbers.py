"""Orders by what their numbers say."""

import re
import unicodedata
from collections.abc import Sequence

from agent.tools.order_choice import MOST_CHOICES, OrderChoice
from domain.orders import Order, Shipment

_WHOLE = 8
"""Characters from which a number in the words is no coincidence."""
_BARE_DIGITS = re.compile(r"(?<![\dA-Za-z.¥￥])\d{4,7}(?![\dA-Za-z.]|[元块年月日号天克米毫%])")


def by_numbers(numbers: Sequence[str], orders: list[Order], shipments: Sequence[Shipment]) -> OrderChoice:
    """All of the numbers, of orders or parcels; missing when any is none of these orders'."""
    found: dict[str, Order] = {}
    for number in numbers:
        order = _with_number(_plain(number), orders, shipments)
        if order is None:
            return OrderChoice(missing=True)
        found[order.order_no] = order
    return OrderChoice(found=tuple(found.values()))


def _with_number(number: str, orders: list[Order], shipments: Sequence[Shipment]) -> Order | None:
    for order in orders:
        if number in (_plain(order.order_no), _plain(order.tracking_no or "")):
            return order
    parcel = next((s for s in shipments if _plain(s.tracking_no) == number), None)
    if parcel is not None:
        return next((order for order in orders if order.order_no == parcel.order_no), None)
    # The letters in front are often left out; as many digits as these are no coincidence.
    ends = [order for order in orders if len(number) >= 6 and _plain(order.order_no).endswith(number)]
    return ends[0] if len(ends) == 1 else None


def by_tails(tails: Sequence[str], orders: list[Order]) -> OrderChoice:
    """All of the tails, of order or tracking numbers."""
    found: list[Order] = []
    for tail in tails:
        ends = [order for order in orders if _plain(order.order_no).endswith(_plain(tail))]
        ends = ends or [order for order in orders if _plain(order.tracking_no or "").endswith(_plain(tail))]
        if not ends:
            return OrderChoice(missing=True)
        if len(ends) > 1:
            return OrderChoice(ambiguous=tuple(ends[:MOST_CHOICES]))
        found += ends
    return OrderChoice(found=tuple({order.order_no: order for order in found}.values()))


def by_whole_numbers(question: str, orders: list[Order]) -> tuple[Order, ...]:
    """The orders whose numbers stand in the words in full, in whatever groups they were typed."""
    typed = _plain(unicodedata.normalize("NFKC", question))
    return tuple(order for order in orders if len(_plain(order.order_no)) >= _WHOLE and _plain(order.order_no) in typed)


def by_bare_digits(question: str, orders: list[Order]) -> Order | None:
    """5004发票开一下: digits that nothing marks as a tail, but that are the end of exactly one own order's number."""
    for digits in _BARE_DIGITS.findall(question):
        ends = [order for order in orders if _plain(order.order_no).endswith(digits)]
        if len(ends) == 1:
            return ends[0]
    return None


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()
