"""Whether the customer wants to know, wants it done, or only tells."""

import re
from typing import Literal

from agent.reasoning.embedded.words.answer_types import answer_types, is_polar
from domain.intents import Intent

RequestMode = Literal["ask", "do", "tell"]

DOING = frozenset(
    {
        Intent.RETURN_NO_REASON,
        Intent.RETURN_QUALITY,
        Intent.EXCHANGE,
        Intent.CANCEL_ORDER,
        Intent.CHANGE_ADDRESS,
        Intent.EXPEDITE,
        Intent.INVOICE,
        Intent.PRICE_PROTECTION,
        Intent.REFUND_STATUS,
        Intent.COMPLAINT,
    }
)
"""Intents behind which an action may stand."""
_WANTS = re.compile(
    r"帮我?(?!看|查|问|确认|核|解|推荐|找一下)|给我(?!看|说|讲|查)|替我|麻烦.{0,6}(?:退|换|取消|"
    r"改|催|开|发(?!票|我)|寄)|我(?:就)?(?:要|想)(?!问|知道|了解|咨询|看|买)|申请|请(?:尽快)?(?:退|换|取消|改|"
    r"催|开|发)|"
    r"(?:退|换|取消|改|催|开)(?:了|掉|一下|下)吧|(?:^|[，,。\s])(?:退货|退款|换货|取消订单|催单|"
    r"催发货|开发票|改地址|申请[^，。？?]{1,8})[吧。！!]*$|不要了|不想要了|"
    r"(?:^|[，,。\s])(?:请|麻烦)?(?:取消|撤销|退掉|退了|退|换|改|催)(?:一?下)?\s*[A-Za-z]{0,4}\d{6,}|"
    r"(?:^|[，,。\s])想(?:换|退|改|取消|开)(?!货?(?:政策|规则|流程))|"
    r"改(?:成|为|到|寄)|换(?:成|到|寄)|抬头(?:是|写|开)|\b(?:please|pls) (?:cancel|refund|"
    r"return|change|exchange|issue|expedite)|\bi(?:'d| would)? (?:want|like) (?:to|a) (?:cancel|"
    r"refund|return|exchange|change|invoice)|cancel my order",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"谢谢|感谢|好的|知道了|明白了|收到了|ok|嗯|拜拜|再见|不用了|没事了|你好|您好|在吗|thanks?|thank you", re.IGNORECASE
)


def request_mode(text: str, intent: Intent) -> RequestMode:
    """ask, do or tell; a polite question about doing it now (能帮我退了吗) is do."""
    polite = re.search(
        r"(?:能|可以|可不可以|能不能|could you|can you)[^，。？?]{0,3}(?:帮我|给我|please)", text, re.IGNORECASE
    )
    wants = _WANTS.search(text) is not None
    asks = bool(answer_types(text)) or text.rstrip().endswith(("?", "？"))
    if intent in DOING and wants and (polite or not asks or not _asks_how(text)):
        return "do"
    if not asks and (intent is Intent.CHITCHAT or (_TELLS.search(text) and len(text) <= 12)):
        return "tell"
    if asks or is_polar(text):
        return "ask"
    return "ask" if intent is not Intent.COMPLAINT else "tell"


def _asks_how(text: str) -> bool:
    """Knowing is wanted in spite of wording such as 我要退货 (我要退货怎么操作, 我想退要多久)."""
    return bool(answer_types(text)) or re.search(r"怎么|如何|吗|能不能|可以不|多久|多少|谁", text) is not None
