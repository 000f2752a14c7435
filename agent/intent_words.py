"""What intents are called where people of the shop read them."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.intents import Intent

INTENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Intent.RETURN_NO_REASON: "无理由退货",
        Intent.RETURN_QUALITY: "质量问题",
        Intent.EXCHANGE: "换货",
        Intent.REFUND_STATUS: "退款进度",
        Intent.CANCEL_ORDER: "取消订单",
        Intent.CHANGE_ADDRESS: "改地址",
        Intent.ORDER_STATUS: "订单状态",
        Intent.LOGISTICS_TRACK: "查物流",
        Intent.EXPEDITE: "催发货",
        Intent.STOCK: "库存",
        Intent.PRODUCT_INFO: "商品信息",
        Intent.USAGE_HELP: "使用指导",
        Intent.FAULT_CODE: "故障代码",
        Intent.PROMOTION: "促销",
        Intent.COUPON: "优惠券",
        Intent.PRICE_PROTECTION: "价保",
        Intent.INVOICE: "发票",
        Intent.PAYMENT: "支付",
        Intent.MEMBERSHIP: "会员",
        Intent.COMPLAINT: "投诉",
        Intent.HUMAN_REQUEST: "要求人工",
        Intent.CHITCHAT: "闲聊",
        Intent.OTHER: "其他",
    }
)


def intent_words(name: str) -> str:
    """The intent's Chinese name; a shop's own intents have theirs already."""
    return INTENT_WORDS.get(name, name)
