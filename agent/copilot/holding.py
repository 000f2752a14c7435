"""Words for a person to gain time with: they ask for what is missing and claim nothing."""

from domain.analysis import Analysis
from domain.intents import Intent, Language
from domain.shop import Shop

_ABOUT_ORDERS = frozenset(
    {
        Intent.RETURN_NO_REASON, Intent.RETURN_QUALITY, Intent.EXCHANGE, Intent.REFUND_STATUS, Intent.CANCEL_ORDER,
        Intent.CHANGE_ADDRESS, Intent.ORDER_STATUS, Intent.LOGISTICS_TRACK, Intent.EXPEDITE, Intent.INVOICE,
        Intent.PRICE_PROTECTION,
    }
)  # fmt: skip
_ABOUT_GOODS = frozenset({Intent.STOCK, Intent.PRODUCT_INFO, Intent.USAGE_HELP, Intent.FAULT_CODE})
_UNHAPPY = 2


def holding_reply(analysis: Analysis, shop: Shop, order_known: bool = False) -> str:
    """A question for what the turn leaves open, else a word that it is being looked into.

    Args: order_known: An order was found without its number.
    """
    named = analysis.entities
    if analysis.language is Language.ENGLISH:
        return _english(analysis, order_known)
    call = f"{shop.salutation}，" if shop.salutation else ""
    sorry = "非常抱歉给您带来不好的体验，" if analysis.sentiment <= _UNHAPPY else ""
    order_known = order_known or bool(named.order_nos or named.order_tails or named.tracking_nos)
    if analysis.intent is Intent.HUMAN_REQUEST:
        return f"{call}{sorry}我是人工客服，接下来由我为您处理。我先看一下您前面说的情况。"
    if analysis.intent in _ABOUT_ORDERS and not order_known:
        return f"{call}{sorry}麻烦您把订单号或者订单尾号发我一下，我来为您核对。"
    if analysis.intent is Intent.RETURN_QUALITY:
        return f"{call}{sorry}方便的话请拍一张问题部位的照片发过来，我来为您核对处理办法。"
    if analysis.intent in _ABOUT_GOODS and not named.products:
        return f"{call}{sorry}请问您问的是哪一款商品呢？告诉我名称或型号，我来为您核对。"
    return f"{call}{sorry}您的问题我收到了，我先核对一下情况，再回复您。"


def _english(analysis: Analysis, order_known: bool) -> str:
    order_known = order_known or bool(analysis.entities.order_nos or analysis.entities.order_tails)
    if analysis.intent is Intent.HUMAN_REQUEST:
        return "Hello, you are talking to a person now. Let me read what you have written so far."
    if analysis.intent in _ABOUT_ORDERS and not order_known:
        return "Could you send me your order number, please? I will look into it for you."
    return "Thank you for your message. Let me check this first and get back to you."
