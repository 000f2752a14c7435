"""Numbers with what they measure: dates, times, money, percentages, durations, counts and codes.

Chinese numerals and units are made equal to Arabic ones, so that 十五天, 15日 and 360小时 are one duration.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from agent.checks.folding import fold
from agent.checks.numerals import NUMERAL, number_of

Kind = Literal[
    "date",
    "month",
    "time",
    "percent",
    "discount",
    "money",
    "hours",
    "workdays",
    "months",
    "count",
    ("number"),
    ("code"),
]


class Quantity(NamedTuple):
    """One quantity of a text; ``start`` and ``end`` are characters of the text."""

    kind: Kind
    value: str
    """Normalised: hours of a duration, month-day of a date, the code itself."""
    raw: str
    """The bare number as written, for tables whose unit stands in the header."""
    start: int
    end: int

    def same_as(self, other: "Quantity") -> bool:
        """Whether both say the same; a bare number matches any unit, a date without year any year."""
        if self.kind == other.kind:
            return self.value == other.value or (
                self.kind == "date"
                and self.value[-5:] == other.value[-5:]
                and (len(self.value) == 5 or len(other.value) == 5)
            )
        return "number" in (self.kind, other.kind) and bool(self.raw) and self.raw == other.raw


_N = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?[万千百]?|{NUMERAL})"
_FULL_DATE = re.compile(r"(?<!\d)(20\d\d)[年/.\-](1[0-2]|0?[1-9])[月/.\-](3[01]|[12]\d|0?[1-9])(?!\d)[日号]?")
_MONTH_DAY = re.compile(rf"(?<!\d)(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?({_N})[日号]?")
_MONTH = re.compile(r"(?<![\d个])(1[0-2]|0?[1-9])月(?!\d)")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)")
_O_CLOCK = re.compile(
    rf"(凌晨|早上|上午|中午|下午|傍晚|晚上|晚|早)?({_N})[点时](?![燃击火间差长效])(半|整|[0-5]?\d分)?"
)
_PERCENT = re.compile(rf"({_N})%|百分之({_N})")
_DISCOUNT = re.compile(rf"({_N})折(?!叠|扣|返)")
_MONEY = re.compile(rf"[¥￥]\s?({_N})|({_N})\s?(?:元|块钱?|圆|rmb|yuan|cny)")
_RANGE = re.compile(
    rf"({_N})\s?(?:[-~—–]|至|到)\s?(?={_N}(个?)(工作日|自然日|小时|分钟|天|日|周|星期|个月|月|年|元|块|次|件|"
    r"米|℃|度|厘米|cm|mm|kg|公斤|斤|克|g|ml|毫升|升|l))"
)
_DURATION = re.compile(
    rf"({_N}|半)\s?个?半?\s?(工作日|自然日|小时|钟头|分钟|秒钟?|天|日(?!元|用|常|期|本)|"
    r"周(?![一二三四五六日末岁])|星期(?![一二三四五六日])|礼拜|季度|月|年)"
    r"|(?<![a-z])(\d+)\s?(hours?|days?|minutes?|weeks?|months?|years?|business days?|working days?)"
)
_CODE = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,8}-?\d[a-z0-9]*(?:-[a-z0-9]+)*|\d{7,}[a-z0-9]*)(?![a-z0-9])")
_BARE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?[万千]?")
_COUNTED = re.compile(
    rf"(?<![第一-鿿])?({NUMERAL})(?=个|件|次|只|台|套|双|瓶|罐|盒|包|袋|支|条|张|份|箱|位|人|倍|级|层|米|斤|"
    r"公斤|克|升|毫升|度|页|颗|粒|片|杯|成|枚|款|种|遍)"
)
_ORDINAL = re.compile(r"第\s?[一二三四五六七八九十\d]+(?:步|点|条|次|个|章|节|项)|(?:^|\n)\s*\d{1,2}[.、)](?!\d)")
_CIRCLED = re.compile("[①-⑳]")
_MINUTE, _SECOND = str(Decimal(1) / 60), str(Decimal(1) / 3600)
_IN_HOURS = {
    **dict.fromkeys(("小时", "钟头", "hour"), "1"),
    **dict.fromkeys(("分钟", "minute"), _MINUTE),
    **dict.fromkeys(("秒", "秒钟"), _SECOND),
    **dict.fromkeys(("天", "日", "自然日", "day"), "24"),
    **dict.fromkeys(("周", "星期", "礼拜", "week"), "168"),
}
_IN_MONTHS = {"月": 1, "季度": 3, "年": 12, "month": 1, "year": 12}


def quantities(text: str) -> list[Quantity]:
    """All quantities of a text, left to right; list numbers and ordinals of steps are none."""
    return list(_quantities(text))


@lru_cache(maxsize=1024)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """Kept: several checks of a draft read the same evidence."""
    # Folding makes ① a bare 1.
    folded = fold(_CIRCLED.sub("\u3000", text))
    if not folded.text:
        return ()
    rest = _ORDINAL.sub(lambda match: "\0" * len(match[0]), folded.text)
    found: list[Quantity] = []
    for read in (_codes, _dates, _times, _ranges, _percentages, _amounts, _durations, _numbers):
        taken = list(read(rest))
        for quantity in taken:
            rest = rest[: quantity.start] + "\0" * (quantity.end - quantity.start) + rest[quantity.end :]
        found += taken
    mapped = [q._replace(start=folded.span(q.start, q.end)[0], end=folded.span(q.start, q.end)[1]) for q in found]
    return tuple(sorted(mapped, key=lambda quantity: quantity.start))


def _plain(number: str) -> str:
    value = number_of(number)
    return f"{value.normalize():f}" if value is not None else number


def _scaled(number: str, factor: str | int) -> str:
    value = number_of(number) or Decimal(0)
    return f"{(value * Decimal(factor)).quantize(Decimal('.0001')).normalize():f}"


def _codes(text: str) -> Iterator[Quantity]:
    for match in _CODE.finditer(text):
        yield Quantity("code", match[0].replace("-", ""), "", *match.span())


def _dates(text: str) -> Iterator[Quantity]:
    end = 0
    for match in _FULL_DATE.finditer(text):
        yield Quantity("date", f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}", "", *match.span())
    text = _FULL_DATE.sub(lambda match: "\0" * len(match[0]), text)
    for match in _MONTH_DAY.finditer(text):
        month, day = number_of(match[1]), number_of(match[2])
        if month is not None and day is not None and 1 <= day <= 31:
            yield Quantity("date", f"{int(month):02d}-{int(day):02d}", "", *match.span())
            end = max(end, match.end())
    text = _MONTH_DAY.sub(lambda match: "\0" * len(match[0]), text)
    for match in _MONTH.finditer(text):
        yield Quantity("month", str(int(match[1])), str(int(match[1])), *match.span())


def _times(text: str) -> Iterator[Quantity]:
    for match in _CLOCK.finditer(text):
        yield Quantity("time", _minutes(int(match[1]), int(match[2])), "", *match.span())
    text = _CLOCK.sub(lambda match: "\0" * len(match[0]), text)
    for match in _O_CLOCK.finditer(text):
        hour = number_of(match[2])
        if hour is None or hour != hour.to_integral_value() or hour > 24:
            continue
        past = 30 if match[3] == "半" else int(match[3][:-1]) if match[3] and match[3].endswith("分") else 0
        yield Quantity("time", _minutes(int(hour), past), "", *match.span())


def _minutes(hour: int, minute: int) -> str:
    """Within half a day: 下午5点 and 17:00 are one time."""
    return str((hour * 60 + minute) % 720)


def _ranges(text: str) -> Iterator[Quantity]:
    """The first number of a range gets the unit that is written after the second."""
    for match in _RANGE.finditer(text):
        unit = match[3]
        number = match[1]
        start, end = match.span(1)
        if unit in ("元", "块"):
            yield Quantity("money", _plain(number), _plain(number), start, end)
        elif unit == "工作日":
            yield Quantity("workdays", _plain(number), _plain(number), start, end)
        elif unit in _IN_HOURS:
            yield Quantity("hours", _scaled(number, _IN_HOURS[unit]), _plain(number), start, end)
        elif unit in ("个月", "年") or (unit == "月" and match[2]):
            yield Quantity("months", _scaled(number, _IN_MONTHS[unit[-1]]), _plain(number), start, end)
        else:
            yield Quantity("count", _plain(number), _plain(number), start, end)


def _percentages(text: str) -> Iterator[Quantity]:
    for match in _PERCENT.finditer(text):
        number = match[1] or match[2]
        yield Quantity("percent", _plain(number), _plain(number), *match.span())
    for match in _DISCOUNT.finditer(text):
        value = number_of(match[1], digits=True)
        if value is not None:
            tenths = value / 10 if value >= 10 else value
            yield Quantity("discount", f"{tenths.normalize():f}", _plain(match[1]), *match.span())


def _amounts(text: str) -> Iterator[Quantity]:
    for match in _MONEY.finditer(text):
        number = match[1] or match[2]
        yield Quantity("money", _plain(number), _plain(number), *match.span())


def _durations(text: str) -> Iterator[Quantity]:
    for match in _DURATION.finditer(text):
        number, unit = (match[1], match[2]) if match[2] else (match[3], match[4].rstrip("s"))
        if unit == "工作日" or unit.startswith(("business", "working")):
            yield Quantity("workdays", _plain(number), _plain(number), *match.span())
        elif unit in _IN_MONTHS:
            if unit == "年" and re.fullmatch(r"20\d\d", number):
                yield Quantity("number", number, number, *match.span())
            else:
                yield Quantity("months", _scaled(number, _IN_MONTHS[unit]), _plain(number), *match.span())
        else:
            yield Quantity("hours", _scaled(number, _IN_HOURS[unit]), _plain(number), *match.span())


def _numbers(text: str) -> Iterator[Quantity]:
    for match in _BARE.finditer(text):
        yield Quantity("number", _plain(match[0]), _plain(match[0]), *match.span())
    for match in _COUNTED.finditer(text):
        # 一个 is an article more often than a number.
        if match[1] not in ("一", "半") and number_of(match[1]) is not None:
            yield Quantity("number", _plain(match[1]), _plain(match[1]), *match.span())
