"""Figures in a question: the customer's own numbers, to be found in a row's key or between its limits."""

import re
from typing import NamedTuple

from domain.text.grouping import ungrouped
from domain.text.numerals import digits_for_numerals, parse_numeral

_NUMBER = re.compile(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)(?![\d.]*[A-Za-z])")
KEPT = 0.8
"""What a figure within a sentence's limits counts beside one that the sentence names."""
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*[^\d\s]{0,3}\s*[-—–~～至到]\s*(\d+(?:\.\d+)?)")
_SPOKEN = re.compile(r"[一二两三四五六七八九](?:[十百千万][零一二两三四五六七八九十百千万]*)")
"""一万五, 四百: a numeral with a scale counts whatever follows it."""
_UNITS = frozenset(
    "份个件元块斤公克千米厘毫度天日周月年岁小分秒次只箱瓶盒袋包人位名本册页级档升瓦安伏寸码片支张条双套台层楼磅"
)


_UNIT = r"(?P<unit>[一-鿿A-Za-z℃°%])?"
_LIMIT = re.compile(
    rf"(?P<floor>(?<![不未])(?:满|超过|大于|高于)|不少于|不低于|至少|>=?|≥)?\s*(?P<number>\d+(?:\.\d+)?)\s*{_UNIT}[一-鿿A-Za-z]{{0,2}}?"
    r"(?P<side>以上|及以上|或以上|起|以内|之内|以下|及以下|内|以里)?"
)
_CEILING = re.compile(r"(?:不超过|不足|小于|低于|不到|未满|不满|最多|至多|<=?|≤)\s*$")


class Figure(NamedTuple):
    """A number of the customer's with the character behind it, which is its unit or the unit's beginning."""

    value: float
    unit: str


def counted(question: str) -> tuple[Figure, ...]:
    """The numbers of a question that have a unit."""
    found = re.finditer(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)\s*[多几来]?([一-鿿]|[A-Za-z]{1,3})?", digits(question))
    return tuple(Figure(float(match[1]), unit_of(match[2])) for match in found)


def unit_of(following: str | None) -> str:
    """The unit by its first character; 块 is 元, and so is nothing: 满399减70."""
    first = (following or "")[:1].lower()
    return "" if first in "元块" or not (first in _UNITS or first.isascii()) else first


def within_limits(figure: Figure, text: str) -> bool:
    """Whether the text has a limit in the same unit that the figure keeps: 60份 under 50份以上."""
    plain = digits(text)
    for match in _LIMIT.finditer(plain):
        if unit_of(match["unit"]) != figure.unit:
            continue
        limit, side = float(match["number"]), match["side"] or ""
        ceiling = side in ("以内", "之内", "以下", "及以下", "内", "以里") or _CEILING.search(plain[: match.start()])
        floor = bool(match["floor"]) or side in ("以上", "及以上", "或以上", "起")
        if (ceiling and figure.value <= limit) or (floor and not ceiling and figure.value >= limit):
            return True
    ranges = re.finditer(r"(\d+(?:\.\d+)?)\s*[^\d\s]{0,3}\s*[-—–~～至到]\s*(\d+(?:\.\d+)?)\s*([一-鿿A-Za-z]?)", plain)
    return any(float(m[1]) <= figure.value <= float(m[2]) and unit_of(m[3]) == figure.unit for m in ranges)


def figures(question: str) -> tuple[float, ...]:
    """The numbers of a question, digits or a counted Chinese numeral."""
    return tuple(float(match.group(1)) for match in _NUMBER.finditer(digits(question)))


def digits(text: str) -> str:
    """Numerals as digits, without thousands commas."""
    text = re.sub(r"第[零一二两三四五六七八九十百]+", "第", text)
    text = _SPOKEN.sub(lambda match: str(parse_numeral(match.group()) or match.group()), ungrouped(text))
    return digits_for_numerals(text)


def figures_met(wanted: tuple[float, ...], cells: tuple[tuple[str, str], ...]) -> float:
    """0-1: the share of the question's figures that a row names or has between its limits."""
    if not wanted or not cells:
        return 0.0
    ranges = [(float(a), float(b)) for _, value in cells for a, b in _RANGE.findall(digits(value))]
    exact = {float(number) for _, value in cells[:2] for number in _NUMBER.findall(digits(value))}
    met = 0.0
    for figure in wanted:
        if figure in exact:
            met += 1.0
        elif any(low <= figure <= high for low, high in ranges):
            # Limits often share their ends: the row whose range holds it inside fits better than the one it ends.
            met += 1.0 if any(low <= figure < high for low, high in ranges) else 0.7
    return met / len(wanted)


def figures_said(wanted: tuple[float, ...], counts: tuple[Figure, ...], text: str) -> float:
    """0-1: the share of the question's figures that a sentence names or whose limits they keep."""
    if not wanted:
        return 0.0
    said = {float(number) for number in _NUMBER.findall(digits(text))}
    kept = {figure.value for figure in counts if within_limits(figure, text)}
    return sum(figure in said or KEPT * (figure in kept) for figure in wanted) / len(wanted)
