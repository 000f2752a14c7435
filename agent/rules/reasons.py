"""What kind of reason a customer's words give; rules differ by it."""

import re
from typing import Literal

ReasonKind = Literal["no_reason", "fault", "wrong_item", "missing_item", "not_received", "price_protection", "other"]

# Checked in this order: 没有质量问题，就是不喜欢 is no fault, and 少发 outranks the fault words beside it.
_KINDS: tuple[tuple[ReasonKind, re.Pattern[str]], ...] = (
    ("price_protection", re.compile("价格保护|价保|保价|降价|补差|差价|price protection|price drop")),
    ("not_received", re.compile("没收到|未收到|没有收到|收不到|丢件|丢了|not receive|never arriv|lost")),
    ("missing_item", re.compile("少发|漏发|少了|少件|缺件|没给|缺配件|少给|少寄|少装|漏装|漏寄|没到的那|missing")),
    ("wrong_item", re.compile("发错|错发|寄错|货不对板|不是我买的|描述不符|假货|wrong item")),
    ("no_reason", re.compile("(?:没有?|无|不是)质量问题|无理由|no reason|changed my mind")),
    (
        "fault",
        re.compile(
            "质量|坏|烂|腐|馊|蔫|瘪|霉|破|碎|裂|漏|断|损|故障|瑕疵|变质|发霉|过期|异味|不亮|不转|不工作|充不进|用不了|不能用|开不了"
            "|失灵|掉色|起球|开线|脱胶|变形|死机|不通电|没反应"
            "|fault|broken|defect|damaged|leak|doesn't work|not working|stopped working"
        ),
    ),
    (
        "no_reason",
        re.compile(
            "不喜欢|不想要|不要了|不合适|不合身|买多|买错|拍错|尺码|大了|小了|后悔|不需要|用不上"
            "|too big|too small|don't like|don't want"
        ),
    ),
)

_A_TIME_IS_OVER = re.compile("(?:退|换|保|期限|时间|时效|券|票|活动)[^，,。；;]{0,6}过期")
"""退货是不是过期了: of goods, nothing is said."""

SHOPS_FAULT: frozenset[ReasonKind] = frozenset({"fault", "wrong_item", "missing_item", "not_received"})
"""Kinds for which the shop answers: exclusions don't apply and the freight is its own."""


def reason_kind(reason: str) -> ReasonKind:
    """The kind of a reason in Chinese or English; ``other`` when it says nothing known."""
    text = _A_TIME_IS_OVER.sub("", reason.lower())
    return next((kind for kind, words in _KINDS if words.search(text)), "other")
