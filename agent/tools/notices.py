"""What tools could not do, for the customer.

No numbers and nothing of what was asked: absent and foreign are the same.
"""

from domain.intents import Language

SIGN_IN = "查询和办理订单需要先登录下单的账号，请登录后再问我。"
NO_SUCH_ORDER = "没有在您的账号下找到这个订单，请核对订单号，或确认登录的是下单时的账号。"
NO_ORDERS = "您的账号下目前没有订单记录，请确认登录的是下单时的账号。"
NO_SUCH_PRODUCT = "您的订单里没有找到这件商品，请告诉我订单号，或确认登录的是下单时的账号。"
BACKEND_DOWN = "订单系统暂时没有响应，请稍后再试，或者回复“转人工”由客服帮您查。"
SEARCH_DOWN = "店铺资料暂时查不到，请稍后再试，或者回复“转人工”由客服帮您查。"
NO_SHIPMENT = "这笔订单目前没有物流信息。"
NO_REFUND = "没有查到退款或售后记录。"
NO_STOCK_DATA = "没有查到这件商品的库存信息。"
NO_COUPONS = "您的账号下目前没有优惠券。"
NEED_ADDRESS = "请发完整的新地址（省、市、区、街道门牌），有变化的话也请发收件人和电话。"
UNKNOWN_TOOL = "不支持这项操作。"
BAD_ARGUMENTS = "这项申请缺少必要的信息，请补充后再试。"

_ENGLISH = {
    SIGN_IN: "To look up or change an order, please sign in with the account that placed it and ask me again.",
    NO_SUCH_ORDER: "I can't find this order under your account. Please check the number, or the account you are signed "
    "in with.",
    NO_ORDERS: "There are no orders under your account. Please check that you are signed in with the right one.",
    NO_SUCH_PRODUCT: "I can't find this item in your orders. Please tell me the order number, or check the account you "
    "are signed in with.",
    BACKEND_DOWN: "The order system isn't answering right now. Please try again later, or ask for a person.",
    SEARCH_DOWN: "I can't look into the shop's documents right now. Please try again later, or ask for a person.",
    NO_SHIPMENT: "There is no tracking information for this order yet.",
    NO_REFUND: "I can't find any refund or after-sales record.",
    NO_STOCK_DATA: "I can't find stock information for this item.",
    NO_COUPONS: "There are no coupons under your account at the moment.",
    NEED_ADDRESS: "Please send the full new address (province, city, district, street and number), and the name and "
    "phone number if they change.",
    UNKNOWN_TOOL: "I can't do that.",
    BAD_ARGUMENTS: "Something needed for this request is missing. Please add it and try again.",
}


def notice_in(notice: str, language: Language) -> str:
    """The notice in the language of the reply; one made for the occasion stays in Chinese."""
    return _ENGLISH.get(notice, notice) if language is Language.ENGLISH else notice
