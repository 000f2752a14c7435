"""The forms in which chunks and questions are indexed and compared."""

import re
from functools import cache

import zhconv
import zhconv.zhconv

from domain.text.normal import normal_form

_OPENING = re.compile(
    r"^(?:[\s,。!?、~…]*(?:你好|您好|亲爱的|亲+|哈[喽啰罗]|嗨|hello|hi|在吗|在不在|在么|有人吗|客服|老板|掌柜的?|店家|小二|"
    r"麻烦|请问一下|请问下|请问|打扰一下|打扰了|问一下|问下|咨询一下|咨询下|我想问一下|我想问下|我想问问|我想问|想问一下|想问下|想问问|想问|"
    r"我想知道|想知道|我想咨询|想咨询|那个|就是)(?:[\s,。!?、~…]+|(?=[一-鿿a-z0-9])))+"
)
_PARTICLE = re.compile(r"[吗嘛呢啊呀哦噢喔啦哈吧呗咯诶哎欸唉哟哇咧捏滴么]+(?=$|[\s,。!?、;:~…])|[吗呢啊]")
_THANKS = re.compile(r"(?:谢谢|多谢|感谢|thanks?|thx|3q|辛苦了?)(?:你|您|啦|了|亲)*")


def simplified(text: str) -> str:
    """Traditional characters and words as simplified ones: 退貨運費 → 退货运费."""
    if text.isascii() or not any(c in _traditional() for c in text):
        return text
    return str(zhconv.convert(text, "zh-cn"))


def search_form(text: str) -> str:
    """What is indexed: simplified, and in normal form."""
    return normal_form(simplified(text))


def question_form(text: str) -> str:
    """What is asked: the search form without greetings, thanks and particles, unless nothing else was said."""
    full = search_form(text)
    bare = _PARTICLE.sub(" ", _THANKS.sub(" ", _OPENING.sub("", full)))
    bare = re.sub(r"\s+", " ", bare).strip(" ,。!?、;:~…")
    return bare or full


@cache
def _traditional() -> frozenset[str]:
    table: dict[str, str] = zhconv.zhconv.getdict("zh-cn")
    return frozenset(key for key, value in table.items() if len(key) == 1 and key != value)
