"""One generated request, and what the oracle expects of it."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.orders import Customer, Order, OrderItem, Product, Refund
from domain.rules import Rules, Scope

REASONS: dict[str, tuple[str, ...]] = {
    "sound": ("不喜欢", "颜色不合适", "买多了", "没有质量问题，就是不想要了"),
    "fault": ("收到就是坏的", "屏幕裂了一道", "用了两天不通电"),
    "not_received": ("一直没收到货", "快递丢件"),
    "missing": ("少发了一件",),
    "wrong": ("发错货了",),
    "price": ("刚买就降价了", "申请价保"),
    "other": ("", "随便看看"),
}
"""Kind of reason → how customers put it."""

FAULTS = ("fault", "not_received", "missing", "wrong")


class World(NamedTuple):
    """A request for a change and everything it is decided from."""

    order: Order
    customer: Customer | None
    products: tuple[Product, ...]
    rules: Rules
    now: datetime
    kind: str
    """Of the reason: a key of ``REASONS``."""
    args: dict[str, object]
    refunds: tuple[Refund, ...]


class Expected(NamedTuple):
    """What the engine has to say."""

    allowed: bool
    last_day: date | None = None
    amount: int | None = None
    needs: str = "nobody"
    high_value: bool = False
    items: tuple[str, ...] = ()
    conditions: int = 0
    """How many exclusions a person has to look into."""


NO = Expected(allowed=False)


def china_day(at: datetime) -> date:
    """China has had one offset, eight hours, since 1991."""
    offset = at.utcoffset()
    assert offset is not None
    return (at.replace(tzinfo=None) - offset + timedelta(hours=8)).date()


def matches(scope: Scope, world: World, item: OrderItem) -> bool:
    """Every part that is given matches."""
    order = world.order
    if scope.categories:
        category = {p.sku: p.category for p in world.products}.get(item.sku, "")
        if not set(scope.categories) & {category, *category.split("/")}:
            return False
    if scope.tiers and (world.customer is None or world.customer.tier not in scope.tiers):
        return False
    if scope.skus and item.sku not in scope.skus:
        return False
    if scope.regions and all(order.address.find(region) < 0 for region in scope.regions):
        return False
    for name, values in scope.fields.items():
        if name == "warehouse":
            if order.warehouse not in values:
                return False
        elif name not in order.extra or not any(
            type(v) is type(order.extra[name]) and v == order.extra[name] for v in values
        ):
            return False
    return True


def asked(world: World) -> list[OrderItem]:
    """The items that the request names; all where it names none."""
    names = world.args.get("items")
    if not names:
        return list(world.order.items)
    assert isinstance(names, list)
    return [i for i in world.order.items if i.sku in names or i.name in names or f"{i.name} {i.spec}" in names]


def unclaimed(world: World) -> int:
    """Fen that may still go back."""
    if world.order.paid_at is None:
        return 0
    mine = [r for r in world.refunds if r.order_no == world.order.order_no and r.status not in ("已关闭", "已拒绝")]
    return max(world.order.total - sum(r.amount for r in mine), 0)


def part(world: World, items: list[OrderItem], freight: bool) -> int:
    """What was paid for these items."""
    order = world.order
    price = {i.sku: i.unit_price * i.qty for i in order.items}
    paid, whole = order.total - order.freight, sum(price.values())
    if len(items) == len(order.items) or whole == 0:
        paid += order.freight if freight else 0
    else:
        paid = paid * sum(price[i.sku] for i in items) // whole
    return max(0, min(paid, unclaimed(world)))
