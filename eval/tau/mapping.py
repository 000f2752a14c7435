"""From the benchmark's words to ours: orders, statuses, actions."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from domain.ids import CustomerId, ShopId
from domain.money import Fen
from domain.orders import Customer, Order, OrderItem, OrderStatus, ShopData
from domain.rules import Caps, Rules, Window
from domain.shop import Shop
from eval.tau.data import Benchmark, GoldAction, TauOrder, TauStatus, TauUser

SHOP = ShopId("tau-retail")
READS = frozenset(
    {
        "find_user_id_by_name_zip",
        "find_user_id_by_email",
        "get_order_details",
        "get_product_details",
        "get_user_details",
        "get_item_details",
        "list_all_product_types",
        "calculate",
        "think",
        "transfer_to_human_agents",
    }
)
"""They change nothing; ours run in a turn of their own accord."""
_STATUS: dict[TauStatus, OrderStatus] = {
    "pending": "待发货",
    "processed": "已发货",
    "delivered": "已签收",
    "cancelled": "已取消",
    "return requested": "退款中",
    "exchange requested": "已签收",
    "pending (item modified)": "待发货",
    "pending (items modified)": "待发货",
}
_NOWHERE_NEAR = Fen(100_000_000)
"""The benchmark knows no caps."""


class MappedAction(NamedTuple):
    """An action of ours."""

    name: str
    args: dict[str, Any]


def shop_of_benchmark(now: datetime) -> Shop:
    """A shop with the benchmark's policy: any delivered order may come back, any pending one be changed."""
    caps = Caps(agent=_NOWHERE_NEAR, admin=_NOWHERE_NEAR)
    rules = Rules(
        return_window=Window(days=30),
        quality_window=Window(days=30),
        exchange_window=Window(days=30),
        cancel_statuses=("待发货",),
        address_change_statuses=("待发货",),
        refund_caps=caps,
        high_value=_NOWHERE_NEAR,
    )
    return Shop(id=SHOP, name="tau-bench retail", rules=rules, now=now)


def data_of_benchmark(benchmark: Benchmark, now: datetime) -> ShopData:
    """Its users and orders. It dates nothing: every order is of the day before yesterday."""
    customers = tuple(_customer(identity, user) for identity, user in benchmark.users.items())
    return ShopData(customers=customers, orders=tuple(_order(no, raw, now) for no, raw in benchmark.orders.items()))


def mapped(action: GoldAction) -> MappedAction | None:
    """Our action; None for what our tool layer has no counterpart of."""
    args = action.args
    if action.name == "cancel_pending_order":
        return MappedAction("cancel_order", {"order_no": args["order_id"]})
    if action.name == "modify_pending_order_address":
        return MappedAction("change_address", {"order_no": args["order_id"], "address": address_of(args)})
    if action.name == "return_delivered_order_items":
        items = list(dict.fromkeys(args["item_ids"]))
        return MappedAction("create_return", {"order_no": args["order_id"], "items": items, "reason": "不想要了"})
    if action.name == "exchange_delivered_order_items":
        items = list(dict.fromkeys(args["item_ids"]))
        want = "、".join(args["new_item_ids"])[:100]
        given = {"order_no": args["order_id"], "items": items, "reason": "换规格", "want": want}
        return MappedAction("create_exchange", given)
    return None


def address_of(args: dict[str, Any]) -> str:
    """The parts of an address in one line."""
    parts = ("address1", "address2", "city", "state", "country", "zip")
    return ", ".join(str(args[part]) for part in parts if args.get(part))


def _customer(identity: str, user: TauUser) -> Customer:
    name = f"{user.name.first_name} {user.name.last_name}"
    return Customer(id=CustomerId(identity), name=name, address=address_of(user.address))


def _order(number: str, raw: TauOrder, now: datetime) -> Order:
    items = tuple(
        OrderItem(
            sku=item.item_id,
            name=item.name,
            spec=" ".join(str(value) for value in item.options.values()),
            unit_price=round(item.price * 100),
        )
        for item in raw.items
    )
    status, bought = _STATUS[raw.status], now - timedelta(days=2)
    has_left = status in ("已发货", "已签收", "退款中")
    total = sum(item.unit_price for item in items)
    return Order(
        order_no=number,
        customer_id=CustomerId(raw.user_id),
        status=status,
        created_at=bought,
        paid_at=bought,
        shipped_at=bought if has_left else None,
        signed_at=now - timedelta(days=1) if has_left and status != "已发货" else None,
        items=items,
        goods_amount=total,
        total=total,
        address=address_of(raw.address),
    )
