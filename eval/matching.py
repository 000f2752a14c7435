"""Whether a text says something: 15天 is not 5天, 十五天 is 15天, 1,280元 is ¥1280.00."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from domain.text.normal import normal_form
from domain.text.numerals import parse_numeral

_NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_SPACE = re.compile(r"(?<![a-z0-9]) | (?![a-z0-9])|(?<=[a-z]) (?=\d)|(?<=\d) (?=[a-z])")
"""Spaces say something between two Latin words or two figures only."""
_BARE_NUMERAL = re.compile("[一二三四五六七八九十百千万两零]{2,}")
_DASH = re.compile(r"(?<=\d)(?:[-‐-―−~∼〜～]+|至|到)(?=\d)")
_THOUSANDS = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|(?<![０-９．，])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９，])"
)
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[,，](?=\d)")
"""What is left of commas after the thousands: 1.60，500 are two figures."""
_ZERO_CENTS = re.compile(r"(\d)(?:\.0+|(\.\d*[1-9])0+)(?=元)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-0?(\d{1,2})-0?(\d{1,2})(?!\d)")
_PADDED_DATE = re.compile(r"(?<=[年月])0(?=\d[月日])|(?<!\d)0(?=\d月\d)")

_LONGER_UNIT = "(?!月|星期|礼拜|季度|小时|钟头|工作日|自然日)"
"""个 after a figure may be the beginning of a longer unit: 12个 is not 12个月."""


def says(text: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in ``text``, whatever the spelling of its figures, but never inside a longer one."""
    text, wanted = _split_figures(text), _split_figures(wanted)
    return any(_pattern(form(wanted)).search(form(text)) for form in _FORMS if form(wanted))


def _split_figures(text: str) -> str:
    # Before NFKC, which makes a sentence's ， the same as the comma of 1,280.
    joined = _THOUSANDS.sub(lambda match: match.group().replace(",", "").replace("，", ""), text)
    return _BETWEEN_FIGURES.sub("、", joined)


def _as_written(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return _SPACE.sub("", _DASH.sub("-", " ".join(text.split())))


def _counted(text: str) -> str:
    # The normal form counts what has a unit; the end of a phrase may have lost its own (满三百 of 满300元).
    text = _BARE_NUMERAL.sub(_figure, normal_form(text))
    text = _DASH.sub("-", _SPACE.sub("", text))
    return _ZERO_CENTS.sub(r"\1\2", text)


def _figure(match: re.Match[str]) -> str:
    value = parse_numeral(match.group())
    return match.group() if value is None else str(value)


def _dated(text: str) -> str:
    return _PADDED_DATE.sub("", _ISO_DATE.sub(r"\1年\2月\3日", _counted(text)))


_FORMS: tuple[Callable[[str], str], ...] = (_as_written, _counted, _dated)


@lru_cache(maxsize=4096)
def _pattern(wanted: str) -> re.Pattern[str]:
    return re.compile(_before(wanted) + re.escape(wanted) + _after(wanted))


def _before(wanted: str) -> str:
    if wanted[0].isdigit():
        # 5天 is neither in 15天 nor in 1.5天, and 3-5天 promises something else; 11-20 may stand in a date.
        # A time or a date says the same at the end of a range: open 9:00-23:00 closes at 23:00.
        is_point = re.match(r"\d+(?:\.\d+)?-|\d{1,2}:\d\d|\d{1,2}月|\d{4}年", wanted)
        return r"(?<![\d])(?<!\d\.)(?<!\d:)" + ("" if is_point else r"(?<!\d-)")
    if wanted[0] in _NUMERALS:
        return f"(?<![{_NUMERALS}\\d])"
    return r"(?<![a-z])" if wanted[0].isascii() and wanted[0].isalpha() else ""


def _after(wanted: str) -> str:
    if wanted[-1].isdigit():
        return r"(?!\d)(?!\.\d)(?!:\d)"
    if wanted[-1] in _NUMERALS:
        return f"(?![{_NUMERALS}])"
    if re.search(r"\d个$", wanted):
        return _LONGER_UNIT
    # 12m is not 12mm; a word may go on (inspect, inspected).
    return r"(?![a-z])" if re.search(r"\d[a-z]+$", wanted) else ""
