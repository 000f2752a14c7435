"""Whether somebody asks for nothing but a list of their own orders, which is no matter of privacy."""

import re

_OWN_LIST = re.compile(
    "(?:我(?:自己)?(?:的|名下(?:的)?|买的|下的)?|本人的?)(?:所有|全部|这些|那些)?(?:的)?(?:订单|单子)(?:都|全部|全都|通通)?[^，,。；;]{0,4}"
    "(?:列|报|查|看|说|有哪|有几|有多少)|(?:列|查|看|报)[^，,。；;]{0,4}我(?:的|名下的?|买的)(?:所有|全部)?的?(?:订单|单子)|"
    "我[^，,。；;]{0,8}(?:都|一共|总共)?(?:买|拍|订|下)(?:过|了)(?:些)?(?:什么|啥|哪些|几(?:样|件|个|单|次))"
)
_MORE = re.compile(
    "泄|删|清除|注销|别人|人家|他|她|它|老[公婆]|朋友|前[男女]|同事|邻居|谁|怎么知道|电话|手机|地址|信息|资料|隐私|身份"
)


def lists_own_orders(text: str) -> bool:
    """我的订单全部列一下: of one's own, of orders only, and nothing beside it."""
    return _OWN_LIST.search(text) is not None and _MORE.search(text) is None
