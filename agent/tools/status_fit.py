"""Which orders a wish is likely about, by their status."""

from domain.intents import Intent
from domain.orders import OrderStatus

_OPEN: tuple[OrderStatus, ...] = ("待付款", "待发货")
_HERE: tuple[OrderStatus, ...] = ("已签收", "已完成")

STATUS_FIT: dict[Intent, tuple[tuple[OrderStatus, ...], ...]] = {
    Intent.CANCEL_ORDER: (_OPEN, ("已发货",)),
    Intent.CHANGE_ADDRESS: (_OPEN, ("已发货",)),
    Intent.EXPEDITE: (("待发货",), ("已发货",)),
    Intent.LOGISTICS_TRACK: (("已发货",), ("待发货",), ("已签收",)),
    Intent.ORDER_STATUS: (("待发货", "已发货", "退款中", "待付款"),),
    Intent.RETURN_NO_REASON: (("已签收",), ("已完成",), ("已发货", "待发货")),
    Intent.RETURN_QUALITY: (("已签收",), ("已完成",), ("已发货",)),
    Intent.EXCHANGE: (("已签收",), ("已完成",), ("已发货", "待发货")),
    Intent.REFUND_STATUS: (("退款中",), ("已取消",), ("已签收", "已发货", "待发货"), ("已完成",)),
    Intent.INVOICE: (_HERE, ("已发货", "待发货")),
    Intent.PRICE_PROTECTION: (("待发货", "已发货", "已签收", "已完成"),),
    Intent.COUPON: (("待付款",),),
    Intent.PAYMENT: (("待付款",), ("待发货",)),
    Intent.COMPLAINT: (("已签收",), ("已发货",), ("已完成",)),
}
"""By intent, groups of statuses, likeliest first; within a group none is likelier."""
