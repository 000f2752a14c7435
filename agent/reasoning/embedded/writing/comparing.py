"""The customer's figure beside the evidence's only limit of its kind: 下午5点在17:30之前, 10天超过了7天."""

import re

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.figures import digits
from agent.reasoning.embedded.picking.limits import Limit, Measured, measured
from agent.reasoning.embedded.picking.question import Question
from domain.reply import Computed, Sentence, Support

_CLOCK = re.compile(
    r"(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|点(?P<part>半|\d{1,2}分?)?)"
)
_BEFORE = re.compile(r"^\s*(?:整|\(含\)|（含）)?(?:之|以)?前")
_HALVES = {"下午": 12, "傍晚": 12, "晚上": 12}
_SURE_FROM = 13
"""Hours from which no half of the day need be said."""


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
    mine = [said for said in measured(asked) if not question.names(said.text)]
    theirs = [said for said in measured(rule) if len(mine) == 1 and said.figure.unit == mine[0].figure.unit]
    if len(theirs) != 1 or theirs[0].limit is None:
        return None
    return _beside(mine[0], theirs[0], theirs[0].limit)


def _beside(mine: Measured, theirs: Measured, limit: Limit) -> str:
    """Which side of the limit the customer's figure is on, in words."""
    value = mine.figure.value
    if limit.high is not None:
        below = f"{mine.text}还不到{theirs.text}" if limit.strict else f"{mine.text}在{theirs.text}以内"
        over = f"{mine.text}已满{theirs.text}" if limit.strict else f"{mine.text}超过了{theirs.text}"
        return below if limit.keeps(value) else over
    if limit.strict:
        return f"{mine.text}超过了{theirs.text}" if limit.keeps(value) else f"{mine.text}没有超过{theirs.text}"
    if value == limit.low:
        return f"已满{theirs.text}"
    return f"{mine.text}已满{theirs.text}" if limit.keeps(value) else f"{mine.text}还不到{theirs.text}"


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
