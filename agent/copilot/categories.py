"""From intents to the categories of a record."""

from collections import Counter
from collections.abc import Sequence

from domain.analysis import Analysis
from domain.copilot import Category
from domain.intents import Intent, RiskTopic

CATEGORY_OF: dict[Intent, Category] = {
    Intent.RETURN_NO_REASON: "售后退换",
    Intent.RETURN_QUALITY: "售后退换",
    Intent.EXCHANGE: "售后退换",
    Intent.REFUND_STATUS: "售后退换",
    Intent.CANCEL_ORDER: "订单物流",
    Intent.CHANGE_ADDRESS: "订单物流",
    Intent.ORDER_STATUS: "订单物流",
    Intent.LOGISTICS_TRACK: "订单物流",
    Intent.EXPEDITE: "订单物流",
    Intent.INVOICE: "订单物流",
    Intent.STOCK: "售前咨询",
    Intent.PAYMENT: "售前咨询",
    Intent.PRODUCT_INFO: "商品咨询",
    Intent.USAGE_HELP: "商品咨询",
    Intent.FAULT_CODE: "商品咨询",
    Intent.PROMOTION: "促销活动",
    Intent.COUPON: "促销活动",
    Intent.PRICE_PROTECTION: "促销活动",
    Intent.MEMBERSHIP: "促销活动",
    Intent.COMPLAINT: "投诉",
    Intent.HUMAN_REQUEST: "其他",
    Intent.CHITCHAT: "其他",
    Intent.OTHER: "其他",
}
_AFTER_SALES_FIRST: tuple[Category, ...] = ("售后退换", "订单物流", "促销活动", "商品咨询", "售前咨询")
"""Which category a tie goes to: what costs the customer most comes first."""
_COMPLAINTS = frozenset({RiskTopic.LEGAL_MEDIA, RiskTopic.PRODUCT_SAFETY, RiskTopic.ANGRY_CUSTOMER})


def category_of(readings: Sequence[Analysis]) -> Category:
    """A complaint anywhere makes it one; else what most of the talk was about, by confidence."""
    weights: Counter[Category] = Counter()
    for reading in readings:
        if reading.intent is Intent.COMPLAINT or reading.risk_topic in _COMPLAINTS:
            return "投诉"
        weights[CATEGORY_OF[reading.intent]] += round(1000 * reading.intents[0].confidence)
    del weights["其他"]
    if not weights:
        return "其他"
    return max(weights, key=lambda category: (weights[category], -_AFTER_SALES_FIRST.index(category)))
