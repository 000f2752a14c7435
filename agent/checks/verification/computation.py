"""Computed values worked out a second time from what they say they come from."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from agent.checks.quantities import quantities
from domain.reply import Computed

_DAYS = re.compile(r"(?:(\d{4})[年\-/.])?(\d{1,2})[月\-/.](\d{1,2})[日号]?\s*([+\-−＋])\s*(\d+)\s*(天|日|个?月|年)")
_SUM = re.compile(r"(\d+(?:\.\d+)?)\s*(?:元|块|件|个)?\s*([+\-−×*x÷/＋])\s*(\d+(?:\.\d+)?)")


def is_computed(value: Computed, reasoner: str, now: datetime) -> bool:
    """Whether the value follows from ``how``.

    What this can't read is trusted from the embedded reasoner, whose values code made, and from nobody else.
    """
    if match := _DAYS.search(value.how):
        return _date_follows(value.text, match, now)
    if match := _SUM.search(value.how):
        return _sum_follows(value.text, match)
    return reasoner == "embedded"


def _date_follows(text: str, match: re.Match[str], now: datetime) -> bool:
    if match[6] not in ("天", "日"):
        return True
    try:
        start = date(int(match[1] or now.year), int(match[2]), int(match[3]))
    except ValueError:
        return False
    days = int(match[5])
    result = start + timedelta(days=days if match[4] in "+＋" else -days)
    dates = [q.value for q in quantities(text) if q.kind == "date"]
    # A text without a date says how many days are left, or yes or no; only a date can be compared.
    return not dates or f"{result:%m-%d}" in {value[-5:] for value in dates}


def _sum_follows(text: str, match: re.Match[str]) -> bool:
    left, right = Decimal(match[1]), Decimal(match[3])
    if match[2] in "÷/" and not right:
        return False
    result = {
        "+": left + right, "＋": left + right, "-": left - right, "−": left - right,
        "×": left * right, "*": left * right, "x": left * right,
    }.get(match[2])  # fmt: skip
    if result is None:
        result = left / right
    numbers = [Decimal(q.raw) for q in quantities(text) if q.raw]
    return any(abs(number - result) < Decimal("0.01") for number in numbers)
