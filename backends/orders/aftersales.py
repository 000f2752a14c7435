"""Actions after the goods have left: return, exchange, refund; and a coupon to make good."""

from datetime import timedelta

from backends.orders.arguments import Arguments, CreateRefund, Goods, IssueCoupon
from backends.orders.desk import Desk
from domain.money import yuan_text
from domain.orders import ActionResult, Coupon, Order, OrderItem, OrderStatus

SENT: tuple[OrderStatus, ...] = ("已发货", "已签收", "已完成")
PAID: tuple[OrderStatus, ...] = ("待发货", *SENT, "退款中")

COUPON_DAYS = 30
"""The embedded order system's own habit; a real shop's system has its own."""


def create_return(desk: Desk, order: Order, arguments: Arguments) -> ActionResult:
    """The goods come back, then the money goes back."""
    assert isinstance(arguments, Goods)
    if no := _impossible(desk, order, arguments, "退货"):
        return no
    amount = min(_paid_for(order, _named(order, arguments)), desk.remaining(order))
    ref = desk.open_case(order, "退货退款", arguments.reason, amount, "待买家寄回", "退货申请已通过，等待买家寄回")
    desk.save(order.model_copy(update={"status": "退款中"}))
    said = f"订单{order.order_no}的退货申请已通过，退货单号{ref}，请按店铺给出的退货地址寄回商品。"
    return ActionResult(status="done", message=said, ref=ref)


def create_exchange(desk: Desk, order: Order, arguments: Arguments) -> ActionResult:
    """The goods come back, others go out; the order's own status stays."""
    assert isinstance(arguments, Goods)
    if no := _impossible(desk, order, arguments, "换货"):
        return no
    reason = "；".join(part for part in (arguments.reason, arguments.want and f"换成：{arguments.want}") if part)
    ref = desk.open_case(order, "换货", reason, 0, "待买家寄回", "换货申请已通过，等待买家寄回")
    said = f"订单{order.order_no}的换货申请已通过，换货单号{ref}，请按店铺给出的地址寄回商品。"
    return ActionResult(status="done", message=said, ref=ref)


def create_refund(desk: Desk, order: Order, arguments: Arguments) -> ActionResult:
    """Money back without the goods."""
    assert isinstance(arguments, CreateRefund)
    left = desk.remaining(order)
    if order.status not in PAID or left == 0:
        return _refused(f"订单{order.order_no}现在没有可以退的款项。")
    amount = arguments.amount if arguments.amount is not None else left
    if amount > left:
        return _refused(f"订单{order.order_no}最多还能退{yuan_text(left)}元，这次申请超过了，没有办理。")
    ref = desk.open_case(order, "仅退款", arguments.reason, amount, "退款处理中", "退款申请已通过，退款处理中")
    if amount == left:
        desk.save(order.model_copy(update={"status": "退款中"}))
    said = f"订单{order.order_no}的退款申请已通过，{yuan_text(amount)}元将原路退回，退款单号{ref}。"
    return ActionResult(status="done", message=said, ref=ref)


def issue_coupon(desk: Desk, arguments: IssueCoupon) -> ActionResult:
    """A coupon for the customer, without a threshold."""
    until = desk.now + timedelta(days=COUPON_DAYS)
    coupon = Coupon(
        coupon_id=desk.number("BC"),
        customer_id=desk.customer,
        name="补偿券",
        amount=arguments.amount,
        scope="全店",
        valid_from=desk.now,
        valid_to=until,
        status="未使用",
        note=arguments.reason,
    )
    desk.add_coupon(coupon)
    said = f"一张{yuan_text(arguments.amount)}元的补偿券已发到您的账户，有效期{COUPON_DAYS}天。"
    return ActionResult(status="done", message=said, ref=coupon.coupon_id)


def _impossible(desk: Desk, order: Order, arguments: Goods, wish: str) -> ActionResult | None:
    if order.status not in SENT:
        return _refused(f"订单{order.order_no}现在的状态是{order.status}，不能办理{wish}。")
    if desk.has_open_case(order):
        return _refused(f"订单{order.order_no}已经有一笔售后在处理中，没有重复办理。")
    if not _named(order, arguments):
        return _refused(f"订单{order.order_no}里没有要{wish}的商品，没有办理。")
    return None


def _named(order: Order, arguments: Goods) -> tuple[OrderItem, ...]:
    """The items named by sku, name, or name and spec; all where none is named."""
    if not arguments.items:
        return order.items
    names = {name.strip() for name in arguments.items}
    return tuple(item for item in order.items if names & {item.sku, item.name, f"{item.name} {item.spec}"})


def _paid_for(order: Order, items: tuple[OrderItem, ...]) -> int:
    """Fen paid for these items: their share of what the goods cost after discount, rounded down."""
    goods = sum(item.unit_price * item.qty for item in order.items)
    paid = order.total - order.freight
    if len(items) == len(order.items) or goods <= 0:
        return paid
    return paid * sum(item.unit_price * item.qty for item in items) // goods


def _refused(message: str) -> ActionResult:
    return ActionResult(status="refused", message=message)
