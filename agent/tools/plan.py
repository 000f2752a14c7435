"""Which tools a turn calls for. Decided from the analysis alone: nothing that is looked up can add one."""

import re
from dataclasses import dataclass

from agent.tools.own_affairs import about_own_order, parcel_is_odd
from agent.tools.wishes import ACTION_INTENTS, names_a_change, wants_it_done
from domain.analysis import Analysis
from domain.intents import Intent
from domain.shop import Shop

_ORDER_INTENTS = frozenset({*ACTION_INTENTS, Intent.ORDER_STATUS, Intent.LOGISTICS_TRACK, Intent.REFUND_STATUS})
_MY_ORDERS = re.compile(
    "哪些订单|几个订单|订单列表|买过(?:什么|啥|哪些)|所有订单|全部订单|my orders|list.{0,10}orders", re.IGNORECASE
)
_MY_COUPONS = re.compile(
    "我(?:的|还|有|账号|账户|手里)|还有(?:没有)?|能用|用不了|不能用|可用|my coupon|do i have", re.IGNORECASE
)
_HAS_STOCK = re.compile("货|库存|补|断码|缺|in stock|available|restock", re.IGNORECASE)


@dataclass(frozen=True)
class ToolPlan:
    """What is to be looked up."""

    reads: tuple[str, ...] = ()
    """READ tools besides the search of the documents."""
    own_order: bool = False
    """An order of the customer has to be understood first."""
    wants_change: bool = False
    """The customer wants something done: an action is proposed where the rules allow it."""
    asks_rules: bool = False
    """The customer asks whether something can be done with an own order: the rules answer, nothing is proposed."""
    search: bool = True
    sign_in: bool = False
    """Something of the customer's own is wanted and nobody is signed in."""


def plan_tools(analysis: Analysis, shop: Shop, signed_in: bool) -> ToolPlan:
    """The plan of a turn; pure.

    Args:
        analysis: of the customer's words.
        shop: whose rules and tools these are.
        signed_in: whether the customer is known.
    """
    if analysis.intent is Intent.CHITCHAT and not analysis.wants(*_ORDER_INTENTS):
        return ToolPlan(search=False)
    own = _needs_order(analysis)
    reads = _reads(analysis, own)
    personal = own or any(name != "check_stock" for name in reads)
    if personal and not signed_in:
        return ToolPlan(reads=tuple(r for r in reads if r == "check_stock"), sign_in=True)
    change = own and wants_it_done(analysis) and names_a_change(analysis)
    asks = own and not change and analysis.intent in ACTION_INTENTS
    return ToolPlan(reads=reads, own_order=own, wants_change=change, asks_rules=asks)


def _needs_order(analysis: Analysis) -> bool:
    if parcel_is_odd(analysis):
        return True
    if analysis.wants(*_ORDER_INTENTS):
        return about_own_order(analysis)
    if analysis.intent in (Intent.COMPLAINT, Intent.OTHER, Intent.PAYMENT):
        return about_own_order(analysis) and (names_a_change(analysis) or bool(analysis.entities.order_nos))
    return bool(analysis.entities.order_nos or analysis.entities.order_tails or analysis.entities.tracking_nos)


def _reads(analysis: Analysis, own: bool) -> tuple[str, ...]:
    reads: list[str] = []
    if own and _MY_ORDERS.search(analysis.question):
        return ("find_orders",)
    if own:
        reads.append("get_order")
        if analysis.wants(Intent.LOGISTICS_TRACK, Intent.EXPEDITE) or _parcel_matters(analysis):
            reads.append("track_shipment")
        if analysis.wants(Intent.REFUND_STATUS) and not parcel_is_odd(analysis):
            reads.append("get_refund")
    if analysis.intent is Intent.STOCK or (analysis.wants(Intent.STOCK) and _HAS_STOCK.search(analysis.question)):
        reads.append("check_stock")
    speaks_of_coupons = analysis.wants(Intent.COUPON) or "券" in analysis.question
    if speaks_of_coupons and _MY_COUPONS.search(analysis.question):
        reads.append("list_coupons")
    return tuple(reads)


def _parcel_matters(analysis: Analysis) -> bool:
    return analysis.intent is Intent.ORDER_STATUS or parcel_is_odd(analysis) or bool(analysis.entities.tracking_nos)
