"""Figures in a question: the customer's own numbers, to be found in a row's key or between its limits."""

import re
from typing import NamedTuple

from domain.text.grouping import ungrouped
from domain.text.numerals import digits_for_numerals, parse_numeral

_NUMBER = re.compile(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)(?![\d.]*[A-Za-z])")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*[^\d\s]{0,3}\s*[-—–~～至到]\s*(\d+(?:\.\d+)?)")
_SPOKEN = re.compile(r"[一二两三四五六七八九](?:[十百千万][零一二两三四五六七八九十百千万]*)")
"""一万五, 四百: a numeral with a scale counts whatever follows it."""
_SAME = {
    "元": "", "块": "", "日": "天", "月": "个月", "钟头": "小时", "星期": "周", "礼拜": "周", "周岁": "岁",
    "千克": "公斤", "kg": "公斤", "g": "克", "千米": "公里", "km": "公里", "公分": "厘米", "cm": "厘米", "mm": "毫米",
    "m": "米", "ml": "毫升", "l": "升", "英寸": "寸", "°": "度", "℃": "度", "平方": "平", "㎡": "平",
}  # fmt: skip
"""Units by the name that stands for all of the same size; money needs none: 满399减70."""
UNIT = (
    r"个?(?:工作日|月|小时|钟头|星期|礼拜)|分钟|周岁|公斤|千克|公里|千米|厘米|公分|毫米|毫升|英寸|平方|"
    r"[份个件元块斤克米度天日周月年岁分秒次只箱瓶盒袋包人位名本册页级档升瓦安伏寸码片支张条双套台层楼磅平℃°㎡%]|[A-Za-z]{1,3}"
)


class Figure(NamedTuple):
    """A number with its unit, see ``unit_of``."""

    value: float
    unit: str


def counted(question: str) -> tuple[Figure, ...]:
    """The numbers of a question with their units."""
    found = re.finditer(rf"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)\s*[多几来]?({UNIT})?", digits(question))
    return tuple(Figure(float(match[1]), unit_of(match[2])) for match in found)


def unit_of(said: str | None) -> str:
    """The unit by its usual name; empty for money, and where none is said."""
    bare = (said or "").lower()
    bare = bare[1:] if len(bare) > 1 and bare != "个月" and bare[0] == "个" else bare
    return _SAME.get(bare, bare)


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
