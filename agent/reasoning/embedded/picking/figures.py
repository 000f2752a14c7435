"""Figures in a question: the customer's own numbers, to be found in a row's key or between its limits."""

import re

_NUMBER = re.compile(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)(?![\d.]*[A-Za-z])")
_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*[^\d\s]{0,3}\s*[-—–~～至到]\s*(\d+(?:\.\d+)?)")
_CHINESE = {
    "一": "1",
    "二": "2",
    "两": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
    "十": "10",
}
_COUNTED = re.compile(r"([一二两三四五六七八九十])(?=[个位人磅斤公岁年月天件箱只层寸号级段口米包盒瓶])")


def figures(question: str) -> tuple[float, ...]:
    """The numbers of a question, digits or a counted Chinese numeral."""
    text = _COUNTED.sub(lambda match: _CHINESE[match.group(1)], question)
    return tuple(float(match.group(1)) for match in _NUMBER.finditer(text))


def figures_met(wanted: tuple[float, ...], cells: tuple[tuple[str, str], ...]) -> float:
    """0-1: the share of the question's figures that a row names or has between its limits."""
    if not wanted or not cells:
        return 0.0
    ranges = [(float(a), float(b)) for _, value in cells for a, b in _RANGE.findall(value)]
    exact = {float(number) for _, value in cells[:2] for number in _NUMBER.findall(value)}
    met = 0.0
    for figure in wanted:
        if figure in exact:
            met += 1.0
        elif any(low <= figure <= high for low, high in ranges):
            # Limits often share their ends: the row whose range holds it inside fits better than the one it ends.
            met += 1.0 if any(low <= figure < high for low, high in ranges) else 0.7
    return met / len(wanted)


def figures_said(wanted: tuple[float, ...], text: str) -> float:
    """0-1: the share of the question's figures that a sentence names."""
    if not wanted:
        return 0.0
    said = {float(number) for number in _NUMBER.findall(_GROUPED.sub("", text))}
    return sum(figure in said for figure in wanted) / len(wanted)
