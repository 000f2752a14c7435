"""What tools could not do, for the customer.

No numbers and nothing of what was asked: absent and foreign are the same.
"""

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
