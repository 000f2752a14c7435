"""Greetings, thanks and the like: what needs no evidence, told by its words and not by a label."""

import re
from typing import Literal

Courtesy = Literal["identity", "goodbye", "thanks", "praise", "greeting"]

LEFT = 3
"""Characters that may stand beside the courtesy: 谢谢老板, 好的谢谢亲."""
_KINDS: tuple[tuple[Courtesy, re.Pattern[str]], ...] = (
    ("identity", re.compile(
        r"(?:你|您)们?(?:这边)?(?:到底)?是(?:不是)?(?:一?个)?(?:机器人|人工智能|人工|真人|AI|ai|谁)(?:吗|么|还是(?:机器人|人工|真人|AI))?|"
        r"是(?:机器人|真人|AI)(?:吗|么)|are you (?:a |an )?(?:bot|human|robot|real)(?: person)?", re.I)),
    ("goodbye", re.compile(r"再见|拜拜|晚安|\bbye(?:[- ]?bye)?\b|good night", re.I)),
    ("thanks", re.compile(r"谢{1,3}|感谢|辛苦|多谢|3q|thx|thank(?:s| you)(?: very much| so much| a lot)?", re.I)),
    ("praise", re.compile(r"真好|不错|很满意|好评|厉害|很棒|真棒|喜欢|赞", re.I)),
    ("greeting", re.compile(
        r"你好|您好|在吗|在不在|在么|哈喽|有人(?:在)?吗|早上好|下午好|晚上好|hello|\bhi\b|hey|客服(?:在吗|在不在)",
        re.I)),
)  # fmt: skip
_PARTICLES = re.compile(
    r"[\s,，.。!！?？~～…、;；:：^_]|好的?|嗯+|哦+|噢|啊|呀|哈+|啦|了|的|呢|吧|很|太|真|你们?|您|亲+|"
    r"客服|老板|店家|there|so much|(?:ok)+|知道|明白|收到|麻烦",
    re.IGNORECASE,
)


def courtesy_of(text: str) -> Courtesy | None:
    """Which courtesy a message is; None where it says anything besides: 谢谢，能开发票吗 asks."""
    kind = next((name for name, pattern in _KINDS if pattern.search(text)), None)
    if kind is None:
        return None
    for _, pattern in _KINDS:
        text = pattern.sub("", text)
    return kind if len(_PARTICLES.sub("", text)) <= LEFT else None
