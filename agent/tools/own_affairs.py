"""Whether a turn asks about the customer's own order or about how the shop does things."""

import re

from agent.tools.wishes import ACTION_INTENTS, ASKING, threatens, wants_it_done
from domain.affairs import Asked
from domain.analysis import Analysis
from domain.intents import Intent, Language

_MINE = re.compile(
    r"我的|我(?:那|这|上|刚|昨|前|今|已经|都)|我(?:在你家|在这)?(?:买|订|拍|下|付|申请|退|收到|寄)(?:了|的|过|完)|"
    r"(?:这|那|上)(?:个|一)?(?:单|笔|订单|包裹|快递)|"
    r"(?:买|收到|到货|签收)了?(?:都|已经)?(?:[\d一二两三四五六七八九十]+|好几)天|"
    r"(?:还|现在|今天)(?:能|可以|来得及)(?:退|换|改|取消)|刚(?:买|拍|下|付|收到)|(?:买|拍|订|收到|到手)的(?:这|那)|"
    r"(?:天|周|月|期|日|号|十一|11)(?:买|拍|下单|订|收到|到)的?|昨天|前天|尾号|单号|"
    r"(?:没|未|待)(?:付款|付钱|支付|发货)的|(?:付|路上|在途|签收|取消)的(?:那|这|两|几|订单|单)|"
    r"\bmy (?:order|parcel|package|refund|return|invoice|delivery|coupons?)\b|"
    r"\bi (?:ordered|bought|received|paid|returned)\b|"
    r"\b(?:the|this|that) (?:order|parcel|package) i\b|where(?:'s| is) (?:it|my)",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:怎么|如何|咋)(?:申请|退|换|取消|改|开|查|用|办|操作|算|付|领)|流程|规则|政策|"
    r"几天(?:之?内|到|发|能|可)|多久(?:内|能|发|到账|会|可)|多长时间|"
    r"一般|通常|平时|正常|你们(?:家|店|这)?|(?:支持|包)(?!裹).{0,8}(?:吗|不|么)|谁(?:出|付|承担)|哪家|什么快递|"
    r"如果|假如|要是|万一|没(?:有)?开封的|开了?封的|的话|有没有|是不是都|都(?:能|"
    r"可以|支持)|\bhow (?:do|can|long|to)\b|"
    r"\bpolicy\b|\bdo (?:you|u)\b|\bif i\b|\bcan (?:i|you|u)\b|\b(?:refund|return)able\b|\bany (?:warr|guar|refund)|"
    r"\b(?:is|are) there\b|\bwho pays\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"到哪(?:里|儿)?了|到了(?:吗|没|吧|么)|发(?:货)?了?(?:没|吗|吧|么)|发货了|"
    r"(?:怎么|为什么|咋)还(?:没|不)|还没(?:发|到|收|退|动|更新)|没(?:动静|更新)|"
    r"什么时候(?:能)?(?:到|发|送)|啥时候(?:能)?(?:到|发|送)|几时|到账了?(?:没|吗)|退了(?:没|吗)|"
    r"进度|催|快点|尽快|抓紧|查(?:一?下)?(?:订单|物流|快递|单号|退款)|"
    r"收到没|收着没|哪一?步|到你们|钱(?:什么|啥)时候|谁签|签收人|显示(?:签收|已签收)|"
    r"没收到|where(?:'s| is| are) (?:my|it|the (?:order|parcel|package|goods|courier|refund))\b|"
    r"arriv|shipped yet|tracking",
    re.IGNORECASE,
)
_ENGLISH_OWN = re.compile(r"\b(?:i|i'?ve|im|i'm|my|mine|we|our|yet|still|already|update|status)\b", re.IGNORECASE)
"""Who writes English says whose it is, or that it is under way."""
_CHEAPER_NOW = re.compile("降价了|便宜了|降了|差价|price drop", re.IGNORECASE)
_ODD_PARCEL = re.compile(
    "(?:还在|在|停在|卡在)[一-鿿]{2,6}(?:不动|没动|卡)|越走越|往回走|谁(?:代|给)?(?:签|收的|拿|取走|领走)|被(?:谁|人|别人|他人|[^，,。\\s]{1,4})?(?:签|拿走|取走|领走|冒领)|代[收签]的|签收人|"
    "(?<![钱款])退回(?:来|去了|了)|倒回[来去]|被退回|(?:说|显示|写)(?:着|的|是)?[^，,。\\s]{0,6}(?:签|代收|放|投|送到)|没(?:有)?拒收|(?:怎么|咋|为[啥什]么?)(?:又|就)?(?:给|被)(?:你们|人|他们)?退(?:了(?![款钱货我])|回|走)|(?:还|一直|迟迟)不到|(?:都|已经|等了?)(?:\\d+|[一二两三四五六七八九十]+|好[几多])(?:个)?(?:天|多?天|星期|礼拜|周)了|"
    "(?:还|一直)在(?:清关|海关|中转|分拨|路上|揽收|派送)|(?:天|周|星期|礼拜|月)[^，,。；;]{0,3}(?:没(?:有)?(?:任何)?(?:动静|更新|消息|动过|变化|信息))|(?:货|快递|包裹|东西|件)(?:呢|去哪|跑哪|丢)|丢没丢|是不是丢|[弄搞]丢|丢[件哪]|丢了(?:吗|么|吧|没)|"
    "(?:物流|快递|包裹).{0,8}(?:不动|没动|没更新)|"
    "还没(?:有)?(?:送)?到(?!账|期)"
)
_OF_MONEY = re.compile("退款|退的?钱|钱|款项|到账")
_PARCEL_NAMED = re.compile("快递|包裹|物流|件|货")
"""退款怎么还没到 waits for money, not for a parcel."""
_ORDER_ITSELF = re.compile(
    r"哪一?(?:单|笔)|(?:这|那|上)(?:个|一|两|几)?(?:单(?!独|品|位)|笔|订单)|(?:没|未|待)(?:付款|付钱|支付|发货)的|"
    r"(?:(?:快递|物流|运)?单号|运单)(?:都|全|各)?(?:是|给|发|多少|报|呢)|(?:付|路上|在途|签收|取消)的(?:那|这|两|几)?(?:单|笔|个|件|双|条|台|套|样|袋|盒|箱|瓶|把|张|本|盏|只|束|订单|快递|包裹)|\d{4,}(?:这|那)?(?:单|个单)|"
    r"(?:号|日|天|周|月|晚上?|早上|上午|下午)(?:买|拍|下单|下|订)的?(?:东西|货|那|单|订单|几[件样个])"
)
WHEN = "(?:(?:什么|啥)时[候侯]|何时|几[号时点]|哪[天日]|[周星期]+几|多会儿?)(?:大概|大约|应该|才|能|会|可以|可)*"
"""The words that ask for a time, up to the verb."""
_HAPPENED = re.compile(
    r"(?:今天|明天|后天|今晚|周[一二三四五六日天末])(?:之?前)?(?:会|能|可以)?(?:不会|不能)?(?:送|到|派)|"
    r"(?:派件|派送|打包|揽收|出库|发出|发|寄出|寄|签收|走|动)(?:来|出来|出去)?了?(?:没|吗|么|呢|莫|不)|"
    r"[放搁](?:在|到)?(?:了)?(?:哪|什么地方|啥地方)|"
    rf"到(?:货|手)?了(?:没|吗|么|吧)|{WHEN}(?:到(?!期)|买|拍|签|发|送|收|寄|下单)|(?:买|拍|付|到|签收?|赔|寄|发|送|收)(?:的|了(?:多少|没|吗))|(?:多少钱?|几块钱?|啥价|什么价)(?:买|付|拍|拿|入|收|订|下)|(?:还|一直|迟迟)(?:没|不)[^，,。；;]{{0,4}}(?:发|寄|到|送|动)|[要得应该]付(?:多少|几)|付的款|单号|花了|当时|"
    r"谁(?:给|帮)?(?:我)?(?:拿|取|领|签|收|代收)|(?:实际|实|总共|一共|最后|到底)(?:付|花|买)|"
    r"(?:买|拍|订|下|付|花|优惠|减免?|便宜|省|抵扣?|折|收)了?(?:我|你们)?(?:多少|几)|"
    r"是(?:[^，,。；;]{0,4})(?:发|寄|送|放|拿|取|签|买|拍|付)(?:到|往|给|在)?[^，,。；;]{0,8}的(?:吧|吗|么|嘛|对吧|$|[?？])|"
    r"^[^，,。]{1,10}呢[?？]?$"
)
_ANY_LEFT = re.compile(
    r"还(?:能|可以)(?:拍|买|下单|订)到?(?:吗|么|不|没)|(?:有得?|在)[卖买](?:没|吗|么|不|$)|"
    r"^.{2,24}?(?:还)?有(?:现?货)?(?:吗|么|嘛|没有?|木有|没得|莫得|冇|伐|不)?[?？]?$"
)
OWN = 0.6
"""Probability from which the trained reading says that it is the customer's own matter."""
NOT_OWN = 0.3
"""Probability below which no guess by the wording alone makes it their own."""
_ALWAYS_OWN = frozenset({Intent.EXPEDITE, Intent.CANCEL_ORDER, Intent.CHANGE_ADDRESS})
_STATE_INTENTS = frozenset({Intent.ORDER_STATUS, Intent.LOGISTICS_TRACK, Intent.REFUND_STATUS})
_OF_ORDERS = _STATE_INTENTS | ACTION_INTENTS
_LOOKED_UP = (Asked.LIST, Asked.ORDER, Asked.PARCEL, Asked.REFUND, Asked.ADDRESS)
"""What nobody but the orders tells."""
SURELY = 0.85
"""Probability from which it is the customer's own matter, whatever is asked."""
LIKELY = 0.6
"""Probability from which something is asked, or an intent meant, where nothing else bears it out."""


def names_order(analysis: Analysis) -> bool:
    """A number, a tail, or another pointer at orders."""
    e = analysis.entities
    return bool(e.order_nos or e.order_tails or e.tracking_nos or e.latest or e.every)


def names_order_number(analysis: Analysis) -> bool:
    """An order's or a parcel's number or the end of one."""
    e = analysis.entities
    return bool(e.order_nos or e.order_tails or e.tracking_nos)


def parcel_is_odd(analysis: Analysis) -> bool:
    """不动了, 越走越远, 谁签的, 还没到: said of a parcel and nothing else, whatever the goods in it do."""
    words = analysis.question
    odd = _ODD_PARCEL.search(words) is not None or speaks_of(analysis, Asked.TROUBLE)
    return odd and not (_OF_MONEY.search(words) and not _PARCEL_NAMED.search(words))


def speaks_of(analysis: Analysis, *what: Asked, at_least: float = 0.5) -> bool:
    """Whether the trained reading says that any of these is asked."""
    return analysis.affair is not None and analysis.affair.likely(*what, at_least=at_least)


def reads_as_own(analysis: Analysis, at_least: float = OWN) -> bool:
    """Whether the trained reading says that it is the customer's own matter."""
    return analysis.affair is not None and analysis.affair.own >= at_least


def asks_what_is_left(analysis: Analysis) -> bool:
    """帆布的购物袋还有木有: whether the shop has any."""
    return _ANY_LEFT.search(analysis.question) is not None


def general(analysis: Analysis) -> bool:
    """Whether the words ask how things are done rather than what became of something."""
    return _GENERAL.search(analysis.question) is not None


def tells_of_purchase(analysis: Analysis) -> bool:
    """什么时候到, 多少钱买的, 用啥付的: said of goods that were bought, if these were."""
    return _HAPPENED.search(analysis.question) is not None


def refers_to_order(analysis: Analysis) -> bool:
    """Whether an order as such is spoken of: by number, by 那单, or by how far it is or how it was paid (没付款的)."""
    return names_order(analysis) or _ORDER_ITSELF.search(analysis.question) is not None


def names_something_own(analysis: Analysis) -> bool:
    """Whether the words themselves say so: an order, 我买的, 我的快递, or a wish to have it done."""
    own = refers_to_order(analysis) or analysis.entities.address or _MINE.search(analysis.question)
    return bool(own) or parcel_is_odd(analysis) or wants_it_done(analysis)


def speaks_of_own_order(analysis: Analysis) -> bool:
    """Whether only their own orders settle what is asked, whatever the documents say; pure.

    A number, 那单, a parcel that doesn't come, a change to be made; 我的 and 我买的 where orders are asked about, which
    我那台是D6，用得着这个吗 does not.
    """
    words = analysis.question
    if refers_to_order(analysis) or analysis.entities.address or parcel_is_odd(analysis) or wants_it_done(analysis):
        return True
    if _MINE.search(words):
        return analysis.intent in _OF_ORDERS or speaks_of(analysis, *_LOOKED_UP)
    if analysis.affair is None:
        return False
    return reads_as_own(analysis, SURELY) and (
        speaks_of(analysis, *_LOOKED_UP, at_least=LIKELY) or _STATE.search(words) is not None
    )


def orders_would_tell(analysis: Analysis) -> bool:
    """Whether an order is worth signing in or being looked for, where the documents don't answer; pure.

    Their own matter alone isn't enough (我家主子18斤，钻得进去不): it has to be one that an order tells of.
    """
    if analysis.affair is None or names_something_own(analysis) or speaks_of(analysis, *_LOOKED_UP, Asked.COUPON):
        return True
    first = analysis.intents[0]
    return _STATE.search(analysis.question) is not None or (
        reads_as_own(analysis, SURELY) and first.name in _OF_ORDERS and first.confidence >= LIKELY
    )


def about_own_order(analysis: Analysis) -> bool:
    """Whether the customer's orders have to be looked at; pure.

    What is wanted done, and what is said of an order, is about one's own. A question about rules (怎么退货, 几天内能退)
    is not, unless something of one's own is named in it.
    """
    question = analysis.question
    if names_order(analysis) or analysis.entities.address or _MINE.search(question) or threatens(analysis):
        return True
    general = _GENERAL.search(question) is not None
    if wants_it_done(analysis):
        return not general or analysis.intent in _ALWAYS_OWN
    if _STATE.search(question):
        return True
    if analysis.affair is not None and analysis.affair.own < NOT_OWN and analysis.intent not in _STATE_INTENTS:
        return False
    if analysis.intent is Intent.RETURN_QUALITY:
        # 少发了一把椅子, 盖子裂了: who tells of a fault has the thing at home.
        return not general and not ASKING.search(question) and not asks_what_is_left(analysis)
    if analysis.intent is Intent.PRICE_PROTECTION and _CHEAPER_NOW.search(question):
        return not general
    if analysis.language is Language.ENGLISH and not _ENGLISH_OWN.search(question):
        return False
    return analysis.intent in _STATE_INTENTS and not general
