"""Limits that a text sets (7天内, 满99元, 超过10公斤, 300-500度), and which figures keep them."""

import re
from typing import NamedTuple

from agent.reasoning.embedded.picking.figures import UNIT, Figure, digits, figures, unit_of

KEPT = 0.8
"""What a figure within a sentence's limits counts beside one that the sentence names."""
_AT_LEAST, _AT_MOST = (
    "不少于|不低于|不小于|至少|最少|满|>=|≥",
    "[不未]超过|没有?超过|不多于|不大于|不高于|最多|至多|<=|≤",
)
_OVER, _UNDER = "超过|超出|大于|高于|多于|>", "不足|小于|低于|少于|不到|未满|不满|<"
"""The limit itself lies outside."""
_AND_UP, _AND_DOWN = "及以上|或以上|以上|起", "及以下|或以下|以下|之内|以内|内|里(?![面程])"
_FIGURE = re.compile(
    rf"(?P<before>{_AT_MOST}|{_AT_LEAST}|{_UNDER}|{_OVER})?\s*"
    rf"(?<![A-Za-z\d.:：第~月\-])(?P<text>(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>{UNIT})?)"
    rf"(?:[一-鿿A-Za-z]{{0,2}}?(?:\(含\)|（含）)?(?P<after>{_AND_UP}|{_AND_DOWN}))?"
)
_RANGE = re.compile(rf"(\d+(?:\.\d+)?)\s*[^\d\s]{{0,3}}?\s*[-—–~～至到]\s*(\d+(?:\.\d+)?)\s*({UNIT})?")


class Limit(NamedTuple):
    """What a figure has to be at least or at most; a range is both."""

    unit: str
    low: float | None
    high: float | None
    strict: bool = False
    """Whether the limit itself doesn't keep it: 超过7天."""

    def keeps(self, value: float) -> bool:
        """Whether a value in this unit is on the limit's side."""
        if self.strict and value in (self.low, self.high):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Measured(NamedTuple):
    """A figure with a unit, as it is said."""

    text: str
    figure: Figure
    limit: Limit | None
    """What the words around it make of it."""


def measured(text: str) -> list[Measured]:
    """The figures of a text that have a unit."""
    found = _FIGURE.finditer(digits(text))
    return [Measured(re.sub(r"\s", "", m["text"]), _figure(m), _limit(m)) for m in found if m["unit"]]


def limits_of(text: str) -> list[Limit]:
    """The limits of a text in their order, ranges last."""
    plain = digits(text)
    found = [limit for match in _FIGURE.finditer(plain) if (limit := _limit(match))]
    return [*found, *(Limit(unit_of(m[3]), float(m[1]), float(m[2])) for m in _RANGE.finditer(plain))]


def within_limits(figure: Figure, text: str) -> bool:
    """Whether the text has a limit in the same unit that the figure keeps: 60份 under 50份以上."""
    return any(limit.unit == figure.unit and limit.keeps(figure.value) for limit in limits_of(text))


def figures_said(wanted: tuple[float, ...], counts: tuple[Figure, ...], text: str) -> float:
    """0-1: the share of the question's figures that a sentence names or whose limits they keep."""
    if not wanted:
        return 0.0
    said = set(figures(text))
    kept = {figure.value for figure in counts if within_limits(figure, text)}
    return sum(figure in said or KEPT * (figure in kept) for figure in wanted) / len(wanted)


def _figure(match: re.Match[str]) -> Figure:
    return Figure(float(match["number"]), unit_of(match["unit"]))


def _limit(match: re.Match[str]) -> Limit | None:
    """None where the words around the figure make it no limit, or two that contradict each other."""
    words = [word for word in (match["before"], match["after"]) if word]
    floors = {re.fullmatch(f"{_AT_LEAST}|{_OVER}|{_AND_UP}", word) is not None for word in words}
    if len(floors) != 1:
        return None
    strict = any(re.fullmatch(f"{_OVER}|{_UNDER}", word) for word in words)
    (value, unit), floor = _figure(match), floors.pop()
    return Limit(unit, value if floor else None, None if floor else value, strict)
