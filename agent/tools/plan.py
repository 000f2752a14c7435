"""Which tools a turn calls for. Decided from the analysis alone: nothing that is looked up can add one."""

import re
from dataclasses import dataclass

from agent.courtesy import courtesy_of
from agent.tools.own_affairs import (
    SURELY,
    WHEN,
    about_own_order,
    asks_what_is_left,
    orders_would_tell,
    parcel_is_odd,
    reads_as_own,
    refers_to_order,
    speaks_of,
    tells_of_purchase,
)
from agent.tools.wishes import ACTION_INTENTS, as_wished, hurries, names_a_change, wants_it_done
from domain.affairs import Asked, Wish
from domain.analysis import Analysis
from domain.intents import Intent
from domain.shop import Shop

_ORDER_INTENTS = frozenset({*ACTION_INTENTS, Intent.ORDER_STATUS, Intent.LOGISTICS_TRACK, Intent.REFUND_STATUS})
_MY_ORDERS = re.compile(
    "(?:哪些|几个|哪几个|多少)(?:个|笔)?订?单(?!号|能|可以|可用|用|满)|订单列表|买过(?:些)?(?:什么|啥|哪些)|(?:都|总共|一共)[^，,。；;]{0,5}(?:买|拍|订|下)(?:了|过)?(?:些)?(?:什么|啥|哪些|哪几|几单|几个?订单)|(?:所有|全部)的?订单|订单(?:都|一共|总共)?有(?:哪|几|多少|什么|啥)|"
    "(?:全部|全都|都)(?:给我|帮我)?列|my orders|list.{0,10}orders",
    re.IGNORECASE,
)
_MY_COUPONS = re.compile(
    "我(?:的|还|有|账号|账户|手里)|还有(?:没有)?|能用|用不了|不能用|可用|能(?:不能)?(?:拿|使|抵|减)|"
    r"(?:什么时候|啥时候|几号|哪天|何时)(?:能|可以|开始|生效|到期|过期|失效)|生效|过期了?吗|还在|"
    r"[那这]张|(?:不让|不给|没法)(?:我)?用|用不上|my coupon|do i have",
    re.IGNORECASE,
)
_LOOK = re.compile("查(?:查|一?下|看)|看(?:看|一?下)")
_COMES = re.compile(
    "(?:今天|明天|后天|今晚|周[一二三四五六日天末])(?:之?前)?(?:会|能|可以)?(?:不会|不能)?(?:送|到|派)|"
    "派件|派送|送货|谁(?:给|帮)?(?:我)?(?:拿|取|领|签|收|代)|[放搁](?:在|到)?(?:了)?(?:哪|什么地方|啥地方)|"
    "(?:现在|目前|还|都)在(?:哪|什么地方|啥地方)|在(?:哪|什么地方|啥地方)(?:儿|里)?(?:了|呢|啊|呀)?[?？]?$|"
    "(?:到|走|送|寄|运)(?:到|在)?(?:了)?(?:哪|什么地方|啥地方)|(?:快递|物流|运)?单号(?:都|全|各)?(?:是|给|发|多少|报)|"
    f"{WHEN}(?:到(?!期|账)|送|收到)"
)
_OF_PARCELS = re.compile("签|快递|物流|包裹|送到|寄到|代收|单号|courier|tracking", re.IGNORECASE)
_HAS_STOCK = re.compile("货|库存|补|断码|缺|in stock|available|restock", re.IGNORECASE)


LIKELY = 0.4
"""Probability from which a parcel is asked for too: what it tells beside an order does no harm."""
SURELY_STOCK = 0.7
"""Probability from which the catalogue is looked into: for stock, and for the price of what wasn't bought."""
MAY_BE_OWN = 0.65
"""Probability of anybody's matter below which it is looked whether the goods that are named were bought."""
ANYBODYS = 0.7
"""Probability from which coupons that are asked for are not the customer's own."""


@dataclass(frozen=True)
class ToolPlan:
    """What is to be looked up."""

    reads: tuple[str, ...] = ()
    """READ tools besides the search of the documents."""
    own_order: bool = False
    """An order of the customer has to be understood first."""
    if_bought: bool = False
    """A matter of orders in general: it becomes one of an own order where the customer bought the goods it names."""
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
    analysis = as_wished(analysis)
    of_orders = (
        analysis.wants(*_ORDER_INTENTS) or lists_orders(analysis) or refers_to_order(analysis) or reads_as_own(analysis)
    )
    if analysis.intent is Intent.CHITCHAT and not of_orders and courtesy_of(analysis.question):
        # A label alone never costs a question its search.
        return ToolPlan(search=False)
    own = _needs_order(analysis)
    bought = (
        not own
        and signed_in
        and (
            analysis.wants(*_ORDER_INTENTS, Intent.COUPON)
            or tells_of_purchase(analysis)
            or (analysis.affair is not None and analysis.affair.general < MAY_BE_OWN)
        )
    )
    reads = _reads(analysis, own, own or bought)
    personal = own or any(name != "check_stock" for name in reads)
    if personal and not signed_in:
        reads = tuple(r for r in reads if r == "check_stock")
        return ToolPlan(reads=reads, sign_in=orders_would_tell(analysis))
    looks = own or bought
    change = looks and names_a_change(analysis) and (wants_it_done(analysis) or (own and hurries(analysis)))
    may = looks and not change and analysis.intent in ACTION_INTENTS
    return ToolPlan(reads=reads, own_order=own, if_bought=bought, wants_change=change, asks_rules=may)


def _needs_order(analysis: Analysis) -> bool:
    if parcel_is_odd(analysis) or lists_orders(analysis):
        return True
    if reads_as_own(analysis) and (_names_an_affair(analysis) or reads_as_own(analysis, SURELY)):
        return not _of_coupons_alone(analysis)
    if analysis.wants(*_ORDER_INTENTS):
        return about_own_order(analysis)
    if analysis.intent in (Intent.COMPLAINT, Intent.OTHER, Intent.PAYMENT, Intent.COUPON):
        spoken_of = refers_to_order(analysis)
        return spoken_of or (about_own_order(analysis) and names_a_change(analysis))
    return refers_to_order(analysis)


def _of_coupons_alone(analysis: Analysis) -> bool:
    """Coupons are read without an order, unless one is pointed to."""
    return speaks_of(analysis, Asked.COUPON) and not refers_to_order(analysis)


def _asks_list(analysis: Analysis) -> bool:
    """Which orders there are, and not where some of them are or what one of them says."""
    affair = analysis.affair
    others = (Asked.ORDER, Asked.PARCEL, Asked.REFUND, Asked.ADDRESS)
    return (
        affair is not None
        and affair.likely(Asked.LIST)
        and not affair.likely(*others, at_least=affair.asked[Asked.LIST])
    )


def _asks_own_coupons(analysis: Analysis) -> bool:
    if analysis.affair is None or analysis.affair.general >= ANYBODYS:
        return False
    return analysis.affair.likely(Asked.COUPON) or "券" in analysis.question


def lists_orders(analysis: Analysis) -> bool:
    """Whether it is asked which orders there are; pure."""
    return _MY_ORDERS.search(analysis.question) is not None or (_asks_list(analysis) and reads_as_own(analysis))


def _names_an_affair(analysis: Analysis) -> bool:
    """Whether it is told what is to be looked up in the orders, or changed there."""
    affair = analysis.affair
    assert affair is not None
    looked_up = affair.likely(*(what for what in Asked if what not in (Asked.STOCK, Asked.COUPON)))
    return looked_up or affair.wish.get(Wish.NONE, 1.0) < 0.5


def _reads(analysis: Analysis, own: bool, looks: bool) -> tuple[str, ...]:
    reads: list[str] = []
    if own and lists_orders(analysis):
        return ("find_orders",)
    if own:
        reads.append("get_order")
    if looks:
        if (
            analysis.wants(Intent.LOGISTICS_TRACK, Intent.EXPEDITE)
            or speaks_of(analysis, Asked.PARCEL, at_least=LIKELY)
            or _parcel_matters(analysis)
        ):
            reads.append("track_shipment")
        if (analysis.wants(Intent.REFUND_STATUS) or speaks_of(analysis, Asked.REFUND)) and not parcel_is_odd(analysis):
            reads.append("get_refund")
    asks_left = asks_what_is_left(analysis) and (analysis.intent is Intent.PRODUCT_INFO or "还" in analysis.question)
    if (
        analysis.intent is Intent.STOCK
        or speaks_of(analysis, Asked.STOCK, at_least=SURELY_STOCK)
        or (not own and speaks_of(analysis, Asked.UNIT_PRICE, at_least=SURELY_STOCK))
        or asks_left
        or (analysis.wants(Intent.STOCK) and _HAS_STOCK.search(analysis.question))
    ):
        reads.append("check_stock")
    speaks_of_coupons = analysis.wants(Intent.COUPON) or "券" in analysis.question
    if _asks_own_coupons(analysis) or (speaks_of_coupons and (own or _MY_COUPONS.search(analysis.question))):
        reads.append("list_coupons")
    return tuple(reads)


def _parcel_matters(analysis: Analysis) -> bool:
    looked_for = refers_to_order(analysis) and _LOOK.search(analysis.question) is not None
    vague = analysis.intent not in (*ACTION_INTENTS, Intent.REFUND_STATUS, Intent.PAYMENT, Intent.COUPON)
    return (
        analysis.intent is Intent.ORDER_STATUS
        or parcel_is_odd(analysis)
        or bool(analysis.entities.tracking_nos)
        or (_COMES.search(analysis.question) is not None and analysis.intent is not Intent.REFUND_STATUS)
        or (vague and looked_for)
        or (vague and reads_as_own(analysis, SURELY) and _OF_PARCELS.search(analysis.question) is not None)
    )
