"""Questions that share a clause: two asks without a mark between them, or one ask about two things."""

import re
from collections.abc import Sequence
from itertools import pairwise

from agent.reasoning.embedded.words.answer_types import AnswerType, answer_types
from agent.reasoning.embedded.words.segment import Token, segment

_ASKING = re.compile(r"多少|多久|多长|多大|几.*|怎么.*|如何|咋.*|什么.*|啥.*|哪.*|谁|为什么|为啥|何时")
_OF_A_THING = re.compile(r"多少|多长|多大|什么|啥|哪[个些种款]")
"""Asks after the word behind it: 多少钱, 什么证件."""
_IDIOM = re.compile(r"知道|判断|确定|区分|分辨|(?:怎么|咋|如何)(?:$|[看算选])|哪$")
"""怎么看多少钱 asks one thing."""
_TO_THE_END = frozenset("vdpuya")
"""Behind 多久 or 怎么 the ask goes on as far as what is done: 多久能到."""
_JOINS = frozenset({"和", "跟", "与", "、", "还是", "或者", "以及"})
_NAMES = frozenset("nxobfztsmqa")
_TOGETHER = re.compile(r"一起|一块(?!板)|同时|合并|搭配|叠加|同用|一共|总共|加起来|之间|相比|配套")
"""What is asked of both together is one question."""
_EACH = frozenset(
    {AnswerType.MONEY, AnswerType.MEASURE, AnswerType.TIME, AnswerType.CLOCK, AnswerType.WEEKDAY, AnswerType.PLACE}
)
_APART = re.compile(r"分别|各[自要是有]?|[都差]|区别|不同|哪[个种款]|便宜|贵")


def asks_of(clause: str) -> list[str]:
    """The clause cut behind each ask that another follows: 租一天多少钱｜要带什么证件."""
    tokens = segment(clause)
    asking = [n for n, token in enumerate(tokens) if _ASKING.fullmatch(token.text)]
    cuts = [_end_of_ask(tokens, a, b) for a, b in pairwise(asking)]
    places = [0, *(tokens[cut].start for cut in cuts if cut is not None), len(clause)]
    parts = [clause[a:b].strip() for a, b in pairwise(places)]
    kinds = [_kind(part) for part in parts]
    apart = all(kind is not None for kind in kinds) and len(set(kinds)) == len(kinds)
    return parts if apart and not any(_IDIOM.search(part) for part in parts) else [clause]


def without_ask(clause: str) -> str:
    """What a clause is about, without its ask: 发西藏要补多少运费 as 发西藏要补; itself where little is left."""
    tokens = segment(clause)
    ask = next((n for n, token in enumerate(tokens) if _ASKING.fullmatch(token.text)), None)
    if ask is None:
        return clause
    behind = tokens[ask + 1 + (_OF_A_THING.fullmatch(tokens[ask].text) is not None) :]
    rest = "".join(token.text for token in (*tokens[:ask], *behind))
    return rest if len(rest) > 1 else clause


def of_each(clause: str) -> tuple[str, str] | None:
    """The same ask of each of two things that it joins: 大号和小号多少钱; None where it is asked of one, or of both."""
    if _TOGETHER.search(clause) or not (_kind(clause) in _EACH or _APART.search(clause)):
        return None
    tokens = segment(clause)
    for place, token in enumerate(tokens[1:-1], start=1):
        if token.text not in _JOINS:
            continue
        first, last = _reach(tokens, place, -1), _reach(tokens, place, 1)
        start, end = tokens[first].start, tokens[last].start + len(tokens[last].text)
        one = clause[start : token.start]
        other = clause[token.start + len(token.text) : end]
        if min(len(one), len(other)) > 1:
            return f"{clause[:start]}{one}{clause[end:]}", f"{clause[:start]}{other}{clause[end:]}"
    return None


def _kind(part: str) -> AnswerType | None:
    return next((kind for kind in answer_types(part) if kind is not AnswerType.POLAR), None)


def _end_of_ask(tokens: Sequence[Token], ask: int, following: int) -> int | None:
    """The token behind an ask and what belongs to it; None where that reaches into the next one."""
    end = ask + 1
    if _OF_A_THING.fullmatch(tokens[ask].text):
        end += 1
    else:
        while end < following and tokens[end].tag in _TO_THE_END:
            end += 1
    return end if end <= following else None


def _reach(tokens: Sequence[Token], place: int, step: int) -> int:
    """The furthest token of the name beside a conjunction: 10升, 碳纤桨."""
    at = place + step
    while 0 <= at < len(tokens) and _of_a_name(tokens, at):
        at += step
    return at - step


def _of_a_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if _ASKING.fullmatch(token.text) or _APART.fullmatch(token.text):
        return False
    if token.tag == "v":
        # A verb beside a number is a name or a unit that the word list knows otherwise: 漫游106, 10升.
        near = [tokens[n] for n in (at - 1, at + 1) if 0 <= n < len(tokens)]
        return any(n.text.isascii() and n.tag in "mx" for n in near)
    return token.tag in _NAMES
