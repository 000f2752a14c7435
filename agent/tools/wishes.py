"""Whether the customer wants a change made, said outright or as people type it."""

import re

from agent.rules.reasons import reason_kind
from agent.tools.awaited_money import MONEY_COMES, money_is_awaited
from domain.affairs import Asked, Change, Wish
from domain.analysis import Analysis, IntentScore
from domain.intents import Intent

ACTION_INTENTS = frozenset(
    {
        Intent.RETURN_NO_REASON,
        Intent.RETURN_QUALITY,
        Intent.EXCHANGE,
        Intent.CANCEL_ORDER,
        Intent.CHANGE_ADDRESS,
        Intent.EXPEDITE,
        Intent.INVOICE,
        Intent.PRICE_PROTECTION,
    }
)
ASKING = re.compile(
    r"吗|么(?!$)|呢|怎么|如何|咋|多久|几[天号时点个]|什么|啥|谁|哪|能不能|可不可以|可以不|是不是|多少|[^，,。；;\s我就那您]还是(?![退换取不别算要])|(?:了|来|到|货|款|账|收|发|好|退|完|走)(?:没有?|莫|木|冇|没得)[。]?(?:$|\s)|"
    r"[?？]|\b(?:how|what|when|where|can i|do i)\b",
    re.IGNORECASE,
)
_CLAUSE = r"(?:^|[，,。；;!！\s]|就|直接|快)"
_WISH = re.compile(
    rf"(?:我要|想要?|要|帮我?|给我?|麻烦|申请|请|求|希望).{{0,6}}(?:退|换|取消|改|催|开|发出|发货|寄出)|"
    r"换(?:成|为)?[大小]?(?:\d{1,3}|[a-z]{1,4})?[码号](?:的|$|[，,。！!])|"
    rf"{_CLAUSE}(?:取消(?!掉?了?的)|退(?:货|款|掉|了|一)|换(?:货|成|[一个新件条双副只台把根张块])|催|"
    rf"开(?:张|个|一)?(?:发票|票)|改(?:成|为|到|地址|一下))|"
    r"(?:退|换|取消|催|改)(?:了|掉|一下)?(?:吧|呗|啦|算了)|不要了|催催|抬头|把.{0,12}单子?(?:给我|帮我)?(?:关|撤|取消)(?:掉|了|闭)|"
    # 昨天那单开发票, 推车退货, 降价了，补差价: a clause that ends in the change and tells of none that was made.
    r"(?:^|[，,。；;！!\s])(?![^，,。；;！!\s]{0,12}(?:已经|申请了|申请过|办了|之前|不用|不要|别|怕|没有?(?=[退换取开补催])))[^，,。；;！!\s]{0,12}"
    r"(?:退货|退款(?:[¥￥]?\d+(?:\.\d+)?(?:元|块钱?)?)?|退掉|换货|取消掉?|开个?(?:发票|票)|[补退](?:我|给我|一下|下)?(?:这个|个|点)?差价?|差价?(?:都|也|给我|帮我)?[补退返](?:还|回)?(?:我|给我|一下|下|来)?|撤(?:单|销|掉|了)|催(?:发货|单|一下))(?:$|[，,。；;！!])|"
    r"\b(?:please|pls|i want to|i'd like to|i would like to) (?:cancel|return|refund|exchange|change)|"
    r"\b(?:cancel|refund) (?:my|the|this) ",
    re.IGNORECASE,
)
LIKELY = 0.25
ASKS = 0.6
"""Probability from which the trained reading says that it is asked whether, or until when, it can be done."""
ONLY_ASKS = 0.7
"""Probability from which the trained reading says that it is only asked whether it can be done."""
DOES = 0.8
"""Probability from which the trained reading says that it is to be done."""
_KEPT = frozenset({Intent.REFUND_STATUS, Intent.HUMAN_REQUEST, Intent.COMPLAINT})
_CAN_IT = re.compile(
    "(?:能|可以|可不可以|来得及)(?:不能|再|给|帮|我|直接|申请|免费)*(?:退|换|取消|撤|拦|截|改|开票|开发票|补)"
)
_WAS_DONE = re.compile(
    "(?:已经?|刚才?|之前|早就|上次|昨[天晚]|前天)[^，,。；;！!]{0,8}(?:申请|提交|退了|取消了|换了|开了)|(?:申请|提交|退|换|取消|开)过"
)
"""A change that was made or asked for before."""
_JUST_ASKING = re.compile(
    "(?:先|只是?|就|光)(?:想)?(?:问|打听|了解)(?!你们为)|(?:没|冇|还未)想好|问一声|问一嘴|随便问|just asking",
    re.IGNORECASE,
)
"""先问一声, 只是问问: said of what may be wished for later."""
_TAKEN_BACK = re.compile(
    "(?:别|不用|先不|无需|不必|不要|暂时?不)(?:再|给我|帮我|急着)?(?:取消|退(?!货款)|换|撤|改|开票|开发票)(?!了?不|吗)"
)
"""算了别取消: what was wished for isn't any more."""
_DEADLINE = re.compile(
    "(?:拖|等|留)[到着]?(?:几号|哪天|哪日|什么时候)|(?:最[晚迟]|截止|几[号时]|哪[天日]|何时|什么时候)[^，,。]{0,4}(?:几[号时天]|哪[天日]|何时|什么时候|之?前|为止|截止|到期|过期)"
)
"""Until when something can be done is a question, however it ends."""
_THREAT = re.compile("(?:再|要是|如果|若)(?:还)?不[^，,。；;！!]{0,8}(?:就|我要|只能|只好|便)")
"""再不发我就退款了: what is wanted is the parcel."""
_SENDING = re.compile("发(?!票)|寄|出库")
_OF_COMING = frozenset({Intent.LOGISTICS_TRACK, Intent.ORDER_STATUS, Intent.EXPEDITE, Intent.PAYMENT, Intent.OTHER})
"""Said of parcels in words that money comes in too."""
_HURRY = re.compile("能(?:不能)?(?:尽?快|早|赶紧|催)|快[点些]|尽快|早[点些]|赶紧|抓紧|催")
_MONEY_BACK = re.compile("退款|退钱|钱退|退我|给我退|退了|退掉|退吧|赔|补偿|refund|money back|compensat", re.IGNORECASE)


_NAMED: dict[Intent, re.Pattern[str]] = {
    Intent.CANCEL_ORDER: re.compile(
        "取消(?!掉?了?的)|单子?(?:给我|帮我)?关(?:掉|了|闭)|撤(?:单|销|回|掉)|(?:能|可以|来得及)[^，,。]{0,4}撤|拦(?:截|回|下|住)|\\bcancel",
        re.IGNORECASE,
    ),
    Intent.PRICE_PROTECTION: re.compile("价保|价格保护|保价(?!费)|[补退]差价?|差价|price protection", re.IGNORECASE),
    Intent.INVOICE: re.compile("发票|开票|invoice", re.IGNORECASE),
    Intent.CHANGE_ADDRESS: re.compile("[改换](?:个|一?下|成|到)?(?:收货|收件|寄送|配送|送货)?(?:的)?(?:地址|地方)"),
}
"""What a change is called, so that no guess about the sentence is needed."""
_SENT_BACK = frozenset({Intent.RETURN_NO_REASON, Intent.RETURN_QUALITY})
_SWAP = re.compile("换(?:货|[一个新成大小件条双副只台把根张本套块]|别的)|调换|更换")
_SEND_ELSEWHERE = re.compile("[改换转](?:送|寄|发|投|派|到|成|为|去)|(?:送|寄|发)(?:到|去|往)")
_WHICH_ADDRESS = re.compile(
    "(?:填|写|留|寄|送|发|用)(?:的|到|去|往)?(?:是)?(?:哪|什么|啥)|地址(?:填|写|留)?的?(?:是)?(?:哪|什么|啥|多少)|(?:哪|什么|啥)个?(?:收货)?地址"
)
_OTHER_ADDRESS = re.compile("改|换|变|错|另")
_UNSURE, _DOUBTFUL = 0.6, 0.8
"""Confidence below which a change that the words name goes before another reading; the second where they ask for it."""
_SURE = 0.5
_NAMES_CHANGE = re.compile(
    r"退|换|取消|撤|拦|不要|改|修|催|快|早|急|票|抬头|保价|价保|差价|补|降|便宜|赔|地址|"
    r"return|refund|exchange|cancel|change|address|invoice|hurry|soon|price|broken|fault",
    re.IGNORECASE,
)
_OF_REFUNDS = re.compile("[退款钱账帐赔补]|refund|money|return|paid back", re.IGNORECASE)
_PARCEL = re.compile("包裹|快递|物流|运单|在途|路上|派送")


def as_wished(analysis: Analysis) -> Analysis:
    """The reading that the words bear out.

    A likely action goes before a reading that is none, where the words name the change itself: 不要了, 能换吗. And an
    unsure reading as a change that no word names isn't one; where a parcel is named, it is about the parcel.
    """
    if analysis.intent in _OF_COMING and money_is_awaited(analysis.question):
        return _led_by(IntentScore(name=Intent.REFUND_STATUS, confidence=_SURE), analysis)
    if analysis.intent is Intent.REFUND_STATUS and not _OF_REFUNDS.search(analysis.question):
        # 没到的那俩查下进度: no word of money, so it is the orders'.
        return _led_by(
            IntentScore(name=Intent.ORDER_STATUS, confidence=_SURE),
            _without(frozenset({Intent.REFUND_STATUS}), analysis),
        )
    if _imagined(analysis):
        parcel = _PARCEL.search(analysis.question) is not None
        name = Intent.LOGISTICS_TRACK if parcel else Intent.ORDER_STATUS
        return _led_by(IntentScore(name=name, confidence=_SURE), _without(ACTION_INTENTS, analysis))
    if analysis.entities.address and _SEND_ELSEWHERE.search(analysis.question):
        return _led_by(IntentScore(name=Intent.CHANGE_ADDRESS, confidence=_SURE), analysis)
    if asks_which_address(analysis):
        return _led_by(IntentScore(name=Intent.ORDER_STATUS, confidence=_SURE), analysis)
    if threatens(analysis):
        return _led_by(IntentScore(name=Intent.EXPEDITE, confidence=_SURE), analysis)
    if analysis.intent in _SENT_BACK and _SWAP.search(analysis.question) and "退" not in analysis.question:
        return _led_by(IntentScore(name=Intent.EXCHANGE, confidence=_SURE), analysis)
    if (spoken_of := _change_spoken_of(analysis) or _change_asked_about(analysis)) is not None:
        return _led_by(IntentScore(name=spoken_of, confidence=_SURE), analysis)
    if analysis.intent in ACTION_INTENTS or analysis.intent in _KEPT:
        return analysis
    if analysis.intents[0].confidence < _DOUBTFUL and MONEY_COMES.search(analysis.question):
        return _led_by(IntentScore(name=Intent.REFUND_STATUS, confidence=_SURE), analysis)
    likely = next((i for i in analysis.intents if i.name in ACTION_INTENTS and i.confidence >= LIKELY), None)
    doubtful = _DOUBTFUL if _CAN_IT.search(analysis.question) else _UNSURE
    named = _named(analysis) if analysis.intents[0].confidence < doubtful else None
    if likely is not None and (_WISH.search(analysis.question) or _CAN_IT.search(analysis.question)):
        return _led_by(likely, analysis)
    return _led_by(named, analysis) if named is not None else analysis


_CHANGES: dict[Change, Intent] = {
    Change.CANCEL: Intent.CANCEL_ORDER,
    Change.RETURN: Intent.RETURN_NO_REASON,
    Change.EXCHANGE: Intent.EXCHANGE,
    Change.ADDRESS: Intent.CHANGE_ADDRESS,
    Change.EXPEDITE: Intent.EXPEDITE,
    Change.INVOICE: Intent.INVOICE,
    Change.PRICE_PROTECTION: Intent.PRICE_PROTECTION,
    Change.REFUND_ONLY: Intent.RETURN_QUALITY,
}
_OF_GOODS = frozenset({Intent.RETURN_NO_REASON, Intent.RETURN_QUALITY})
_CHANGE_SURE, _LIKELY_DONE = 0.7, 0.55
"""Probability of a change from which it leads; the second where it is surely to be done."""


def _change_spoken_of(analysis: Analysis) -> Intent | None:
    """The change that the trained reading is sure of, where the intent is another one."""
    affair = analysis.affair
    if affair is None or analysis.intent in (Intent.HUMAN_REQUEST, Intent.COMPLAINT):
        return None
    change, sure = max(affair.change.items(), key=lambda pair: pair[1])
    intent = _CHANGES.get(change)
    enough = _CHANGE_SURE if affair.wish.get(Wish.DO, 0.0) < DOES else _LIKELY_DONE
    if intent is None or sure < enough or affair.wish.get(Wish.NONE, 1.0) >= 0.3:
        return None
    if intent is Intent.EXPEDITE and affair.likely(Asked.TROUBLE):
        # Who fears that a parcel is lost wants it found.
        return None
    same = intent is analysis.intent or (intent in _OF_GOODS and analysis.intent in _OF_GOODS)
    return None if same else intent


def _change_asked_about(analysis: Analysis) -> Intent | None:
    """退的话到哪天截止: a change that the words name, where the trained reading is sure that one is asked about."""
    affair = analysis.affair
    if affair is None or analysis.intent in ACTION_INTENTS or affair.wish.get(Wish.MAY, 0.0) < ASKS:
        return None
    return next((intent for intent, words in _TOGETHER.items() if words.search(analysis.question)), None)


_TOGETHER: dict[Intent, re.Pattern[str]] = {
    Intent.RETURN_NO_REASON: re.compile("退(?!款|钱|差|税|了|回)|return", re.IGNORECASE),
    Intent.EXCHANGE: re.compile("换(?!地址|个?地方)|exchange", re.IGNORECASE),
    Intent.INVOICE: _NAMED[Intent.INVOICE],
    Intent.PRICE_PROTECTION: _NAMED[Intent.PRICE_PROTECTION],
    Intent.CHANGE_ADDRESS: re.compile("改[^，,。；;]{0,6}(?:地址|address)", re.IGNORECASE),
    Intent.CANCEL_ORDER: _NAMED[Intent.CANCEL_ORDER],
}


def asked_together(analysis: Analysis) -> tuple[Analysis, ...]:
    """退货到几号，换货呢: a reading for each change that is asked about, the first one first; pure."""
    named = [intent for intent, words in _TOGETHER.items() if words.search(analysis.question)]
    same = {analysis.intent} | (_OF_GOODS if analysis.intent in _OF_GOODS else frozenset())
    if len(named) < 2 or not same & set(named):
        return (analysis,)
    others = (_led_by(IntentScore(name=name, confidence=_SURE), analysis) for name in named if name not in same)
    return (analysis, *others)


def threatens(analysis: Analysis) -> bool:
    """再不发我就退款了: said of the customer's own order, whatever it threatens with."""
    threat = _THREAT.search(analysis.question)
    return threat is not None and _SENDING.search(threat.group()) is not None


def asks_which_address(analysis: Analysis) -> bool:
    """填的哪个地址: the order's own is asked for, and no other one is named."""
    words = analysis.question
    other = analysis.entities.address or _OTHER_ADDRESS.search(words)
    return not other and "地址" in words and _WHICH_ADDRESS.search(words) is not None


def _named(analysis: Analysis) -> IntentScore | None:
    """The change that the words name."""
    found = next((name for name, words in _NAMED.items() if words.search(analysis.question)), None)
    return None if found is None else IntentScore(name=found, confidence=_SURE)


def _led_by(first: IntentScore, analysis: Analysis) -> Analysis:
    """With this intent before the others."""
    others = tuple(intent for intent in analysis.intents if intent.name is not first.name)
    return analysis.model_copy(update={"intents": (first, *others)})


def _without(readings: frozenset[Intent], analysis: Analysis) -> Analysis:
    """The others alone."""
    return analysis.model_copy(update={"intents": tuple(i for i in analysis.intents if i.name not in readings)})


def _imagined(analysis: Analysis) -> bool:
    """An unsure change that is in no word of the turn, about something that counts as an order's."""
    words = analysis.question
    unsure = analysis.intent in ACTION_INTENTS and analysis.intents[0].confidence < _SURE
    ours = _PARCEL.search(words) or analysis.entities.every or analysis.entities.order_nos
    return bool(unsure and ours and not _NAMES_CHANGE.search(words) and reason_kind(words) == "other")


def wants_it_done(analysis: Analysis) -> bool:
    """Whether it is to be done now: the analysis says so, a new address is given, or the words are a wish."""
    if _DEADLINE.search(analysis.question) or _THREAT.search(analysis.question):
        return False
    if _TAKEN_BACK.search(analysis.question) or _JUST_ASKING.search(analysis.question):
        return False
    if analysis.affair is not None and analysis.affair.wish.get(Wish.MAY, 0.0) >= ONLY_ASKS:
        return False
    if analysis.request == "do" or (analysis.intent is Intent.CHANGE_ADDRESS and analysis.entities.address):
        return True
    if _WAS_DONE.search(analysis.question):
        return False
    if analysis.affair is not None and analysis.affair.wish.get(Wish.DO, 0.0) >= DOES:
        return True
    return _WISH.search(analysis.question) is not None and not ASKING.search(analysis.question)


def hurries(analysis: Analysis) -> bool:
    """能快点发吗: a request in the form of a question."""
    return analysis.intent is Intent.EXPEDITE and _HURRY.search(analysis.question) is not None


def names_a_change(analysis: Analysis) -> bool:
    """Whether what is wanted is one of the actions."""
    return analysis.intent in ACTION_INTENTS or _MONEY_BACK.search(analysis.question) is not None
