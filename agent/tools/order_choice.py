"""What was understood of which order a turn is about."""

from typing import NamedTuple

from domain.orders import Order

MOST_CHOICES = 5


class OrderChoice(NamedTuple):
    """What was understood."""

    found: tuple[Order, ...] = ()
    ambiguous: tuple[Order, ...] = ()
    """At most five, newest first; the customer is asked which."""
    missing: bool = False
    """An order was named that this customer doesn't have. Never answered with another one."""
    no_such_goods: bool = False
    """Goods of the shop were named that none of the orders has."""
