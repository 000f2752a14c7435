"""Whether the customer wants a change made, said outright or as people type it."""

import re

from domain.analysis import Analysis
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
    r"吗|么(?!$)|呢|怎么|如何|咋|多久|几天|什么|啥|谁|哪|能不能|可不可以|可以不|是不是|多少|"
    r"[?？]|\b(?:how|what|when|where|can i|do i)\b",
    re.IGNORECASE,
)
_CLAUSE = r"(?:^|[，,。；;!！\s]|就|直接|快)"
_WISH = re.compile(
    rf"(?:我要|想要?|要|帮我?|给我|麻烦|申请|请|求|希望).{{0,6}}(?:退|换|取消|改|催|开)|"
    rf"{_CLAUSE}(?:取消|退(?:货|款|掉|了|一)|换(?:货|成|个|一)|催|"
    rf"开(?:张|个|一)?(?:发票|票)|改(?:成|为|到|地址|一下))|"
    r"(?:退|换|取消|催|改)(?:了|掉|一下)?(?:吧|呗|啦|算了)|不要了|催催|抬头|"
    r"\b(?:please|pls|i want to|i'd like to|i would like to) (?:cancel|return|refund|exchange|change)|"
    r"\b(?:cancel|refund) (?:my|the|this) ",
    re.IGNORECASE,
)
_MONEY_BACK = re.compile("退款|退钱|钱退|退我|给我退|退了|退掉|退吧|赔|补偿|refund|money back|compensat", re.IGNORECASE)


def wants_it_done(analysis: Analysis) -> bool:
    """Whether it is to be done now: the analysis says so, a new address is given, or the words are a wish."""
    if analysis.request == "do" or (analysis.intent is Intent.CHANGE_ADDRESS and analysis.entities.address):
        return True
    return _WISH.search(analysis.question) is not None and not ASKING.search(analysis.question)


def names_a_change(analysis: Analysis) -> bool:
    """Whether what is wanted is one of the actions."""
    return analysis.intent in ACTION_INTENTS or _MONEY_BACK.search(analysis.question) is not None
