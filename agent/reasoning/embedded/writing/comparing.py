"""The customer's figure beside the evidence's only limit of its kind: 下午5点在17:30之前, 10天超过了7天."""

import re
from typing import NamedTuple

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.figures import digits, unit_of
from agent.reasoning.embedded.picking.question import Question
from domain.reply import Computed, Sentence, Support

_MEASURE = (
    r"天|日|小时|分钟|周|星期|个月|年|岁|元|块|件|个|份|人|斤|公斤|千克|克|米|厘米|公里|寸|升|层|盒|袋|箱|kg|cm|km|g|ml"
)
_FIGURE = re.compile(rf"(?<![A-Za-z\d.:：第~\-])(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>{_MEASURE})(?![数半])", re.I)
_BELOW = re.compile(r"^\s*(?:\(含\)|（含）)?(?:之内|以内|以下|及以下|内|里|之?前)")
_ABOVE = re.compile(r"^\s*(?:\(含\)|（含）)?(?:以上|及以上|或以上|起)")
_NOT_OVER = re.compile(r"(?:不超过|最多|至多|≤)\s*$")
_AT_LEAST = re.compile(r"(?:满|不少于|不低于|至少|≥)\s*$")
_CLOCK = re.compile(
    r"(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|点(?P<part>半|\d{1,2}分?)?)"
)
_BEFORE = re.compile(r"^\s*(?:整|\(含\)|（含）)?(?:之|以)?前")
_HALVES = {"下午": 12, "傍晚": 12, "晚上": 12}
_SURE_FROM = 13
"""Hours from which no half of the day need be said."""


class _Limit(NamedTuple):
    value: float
    ceiling: bool
    text: str


def compared(question: Question, unit: Unit) -> Sentence | None:
    """Which side of the limit the figure is on, to stand before the rule; None where there isn't one of each.

    Says nothing about yes or no: the rule that follows does, with its conditions.
    """
    if not question.polar:
        return None
    asked, rule = digits(question.text), digits(unit.text)
    said = _clock(asked, rule) or _measure(question, asked, rule)
    if said is None:
        return None
    return Sentence(
        text=f"{said}，",
        supports=(Support(evidence_id=unit.passage.evidence_id, quote=unit.text),),
        computed=(Computed(text=said, how=f"{said}（比较）"),),
    )


def _measure(question: Question, asked: str, rule: str) -> str | None:
    said = [m for m in _FIGURE.finditer(asked) if not question.names(m.group())]
    if len(said) != 1:
        return None
    mine = _unit(said[0]["unit"])
    counted = [m for m in _FIGURE.finditer(rule) if _unit(m["unit"]) == mine]
    if len(counted) != 1 or (limit := _limit(counted[0], rule)) is None:
        return None
    value, words = float(said[0]["number"]), said[0].group().replace(" ", "")
    if limit.ceiling:
        return f"{words}在{limit.text}以内" if value <= limit.value else f"{words}超过了{limit.text}"
    if value >= limit.value:
        return f"已满{limit.text}" if value == limit.value else f"{words}已满{limit.text}"
    return f"{words}还不到{limit.text}"


def _unit(text: str) -> str:
    return "天" if text == "日" else unit_of(text)


def _limit(figure: re.Match[str], rule: str) -> _Limit | None:
    """What the words around the rule's figure make of it; None where they make it neither or both."""
    after, before = rule[figure.end() :], rule[: figure.start()]
    ceiling = _BELOW.match(after) is not None or _NOT_OVER.search(before) is not None
    floor = _ABOVE.match(after) is not None or _AT_LEAST.search(before) is not None
    return _Limit(float(figure["number"]), ceiling, figure.group().replace(" ", "")) if ceiling != floor else None


def _clock(asked: str, rule: str) -> str | None:
    mine, theirs = list(_CLOCK.finditer(asked)), list(_CLOCK.finditer(rule))
    if len(mine) != 1 or len(theirs) != 1 or not _BEFORE.match(rule[theirs[0].end() :]):
        return None
    said, limit = _minutes(mine[0], sure=True), _minutes(theirs[0], sure=False)
    if said is None or limit is None or "前" in asked or "几点" in asked:
        return None
    words, end = mine[0].group().strip(), theirs[0].group().strip()
    return f"{words}在{end}之前" if said <= limit else f"{words}已经过了{end}"


def _minutes(match: re.Match[str], sure: bool) -> int | None:
    """Minutes of the day; None for an hour that may be either half's, if it has to be sure."""
    hour, half = int(match["hour"]), match["half"]
    part = match["minute"] or (match["part"] or "0").rstrip("分")
    minute = 30 if part == "半" else int(part)
    if half in _HALVES and hour < 12:
        hour += 12
    elif half is None and sure and hour < _SURE_FROM and not match["minute"]:
        return None
    return hour * 60 + minute if hour <= 24 and minute < 60 else None
