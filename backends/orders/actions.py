"""The eight actions on the embedded data, inside the caller's transaction.

The rule engine has decided before; here the order is looked at once more under its lock, because it may have moved on.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection

from backends.orders import aftersales, changes
from backends.orders.arguments import ARGUMENTS, Arguments, IssueCoupon
from backends.orders.desk import Desk
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, Order
from domain.rules import Rules

_ON_ORDERS: dict[str, Callable[[Desk, Order, Arguments], ActionResult]] = {
    "cancel_order": changes.cancel_order,
    "change_address": changes.change_address,
    "expedite_shipment": changes.expedite_shipment,
    "issue_invoice": changes.issue_invoice,
    "create_return": aftersales.create_return,
    "create_exchange": aftersales.create_exchange,
    "create_refund": aftersales.create_refund,
}


def carry_out(
    connection: Connection,
    shop: ShopId,
    customer: CustomerId,
    name: str,
    args: Mapping[str, object],
    rules: Rules,
    now: datetime,
    idempotency_key: str,
) -> ActionResult:
    """Do it, or say in Chinese why not."""
    desk = Desk(connection, shop, customer, rules, now, idempotency_key)
    shape = ARGUMENTS.get(name)
    if shape is None:
        return refused("这项操作暂不支持，已请人工客服跟进。")
    try:
        arguments = shape.model_validate(dict(args))
    except ValidationError:
        return refused("申请的内容不完整，暂时无法办理，已请人工客服跟进。")
    if isinstance(arguments, IssueCoupon):
        return aftersales.issue_coupon(desk, arguments)
    order = desk.order(arguments.order_no)
    return refused("没有查到这笔订单，无法办理。") if order is None else _ON_ORDERS[name](desk, order, arguments)


def refused(message: str) -> ActionResult:
    """Nothing was changed."""
    return ActionResult(status="refused", message=message)
