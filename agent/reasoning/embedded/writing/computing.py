"""Dates worked out by code where a tool fact gives the day and a passage gives the rule."""

import re
from datetime import datetime, timedelta

from agent.reasoning.embedded.picking.picking import Pick
from domain.clock import CHINA
from domain.evidence import Fact
from domain.intents import Intent
from domain.reply import Computed, Sentence, Support

RETURNS = frozenset({Intent.RETURN_NO_REASON, Intent.RETURN_QUALITY, Intent.EXCHANGE})
_FROM_SIGNING = re.compile(r"签收[^。；\d]{0,12}?(\d{1,3})\s*(?:个)?(?:自然)?[天日](?:之?内|里)")


def last_day(facts: tuple[Fact, ...], picks: tuple[Pick, ...], intent: Intent) -> Sentence | None:
    """The last day of a window from signing, when exactly one order was signed and exactly one window is quoted.

    The day of signing isn't counted: signed on 18 November with 7 days, the last day is 25 November.
    """
    signed = {(fact.evidence_id, day) for fact in facts if (day := _signed(fact)) is not None}
    windows = {
        (unit.passage.evidence_id, unit.text, int(match.group(1)))
        for pick in picks
        for unit in pick.units
        for match in _FROM_SIGNING.finditer(unit.text)
    }
    if intent not in RETURNS or len(signed) != 1 or len(windows) != 1:
        return None
    fact_id, day = signed.pop()
    passage_id, quote, days = windows.pop()
    line = next(fact.lines[0] for fact in facts if fact.evidence_id == fact_id)
    last = day + timedelta(days=days)
    text = f"{last.month}月{last.day}日"
    return Sentence(
        text=f"按您这一单的签收日期计算，最后一天是{text}。",
        supports=(Support(evidence_id=fact_id, quote=line), Support(evidence_id=passage_id, quote=quote)),
        computed=(Computed(text=text, how=f"签收 {day.month}月{day.day}日 + {days} 天"),),
    )


def _signed(fact: Fact) -> datetime | None:
    value = fact.data.get("signed_at")
    if not isinstance(value, str) or not fact.lines:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(CHINA)
