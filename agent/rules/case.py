"""What a decision is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from agent.rules.reasons import ReasonKind, reason_kind
from domain.clock import CHINA
from domain.orders import Customer, Order, OrderItem, Product, Refund
from domain.rules import Rules


@dataclass(frozen=True)
class Case:
    """One request for a change to one order."""

    order: Order
    customer: Customer | None
    products: Mapping[str, Product]
    """By sku."""
    rules: Rules
    now: datetime
    args: Mapping[str, object]
    refunds: Sequence[Refund] = field(default=())

    @property
    def today(self) -> date:
        """The day on the shop's clock."""
        return shop_day(self.now)

    @property
    def reason(self) -> ReasonKind:
        """What kind of reason the customer gives."""
        return reason_kind(text_argument(self.args, "reason"))

    @property
    def tier(self) -> str:
        """The customer's tier, empty when unknown."""
        return self.customer.tier if self.customer else ""

    def category(self, item: OrderItem) -> str:
        """The catalogue's category of an item, empty when it isn't in the catalogue."""
        product = self.products.get(item.sku) if item.sku else None
        return product.category if product else ""

    def asked_items(self) -> tuple[OrderItem, ...]:
        """The order's items that ``args.items`` names by sku, name or spec; all of them when it names none."""
        wanted = self.args.get("items")
        if not isinstance(wanted, Sequence) or isinstance(wanted, str) or not wanted:
            return self.order.items
        names = {str(name).strip() for name in wanted}
        return tuple(item for item in self.order.items if names & {item.sku, item.name, f"{item.name} {item.spec}"})


def shop_day(at: datetime) -> date:
    """The calendar day of a moment on the shop's clock."""
    return at.astimezone(CHINA).date()


def text_argument(args: Mapping[str, object], name: str) -> str:
    """A text argument, empty when absent or of another type."""
    value = args.get(name)
    return value.strip() if isinstance(value, str) else ""


def amount_argument(args: Mapping[str, object]) -> int | None:
    """The ``amount`` argument in fen, None when absent; zero or less when it is nonsense."""
    value = args.get("amount")
    if value is None:
        return None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
