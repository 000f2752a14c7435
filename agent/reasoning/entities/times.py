"""Time expressions that narrow which order is meant, and the days they cover."""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from agent.reasoning.entities.found import Found
from domain.clock import CHINA
from domain.text.numerals import parse_numeral

_N = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_WHEN = re.compile(
    r"(?<![\dA-Za-z-])(?P<iso>20\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?![\d-])"
    rf"|(?:(?P<year>去年|今年|20\d\d年)?(?P<month>{_N})月(?:份)?(?:(?P<day>{_N})[号日]?)?)"
    rf"|(?<![\d./-])(?P<slash>\d{{1,2}}(?:/\d{{1,2}}(?![\d.元块折%％/])|[.]\d{{1,2}}(?=[号日]?(?:买|下|拍|付|订|那|签|收|发)))[号日]?)"
    rf"|(?<![\d月一-鿿])(?P<only_day>\d{{1,2}}(?=[号日](?!楼|线|店|院))|[一二三四五六七八九十]{{1,3}}(?=[号日](?:$|[买下拍付订签收那])))[号日]"
    r"|(?:(?:周|星期|礼拜)[一二三四五六日天](?=(?:的|一?大?早上?|清早|凌晨|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜|晚){0,2}(?:那[单笔个天]|我?(?:在你[家们这])?(?:买|拍|下的?单|付|订|签收|收到))))"
    r"|(?P<word>大前[天儿]|前[天晚儿]|昨(?:[天晚日夜早]|儿个?)|今(?:[天早晚日晨]|儿个?)|刚才|刚刚|前几天|前两天|上上周|上周[一二三四五六日天]|上周末|"
    r"上周|上个?星期|(?:上个?|这个?|本)月[初中底末]|(?<![个\d一二两三四五六七八九十几每])月[初中底末]|上个?礼拜|这周|本周|这个?星期|上个月|上月|这个月|本月|去年|双十一|双11|双十二|双12|六一八|618|"
    r"yesterday|the day before yesterday|today|last week|this week|last month|just now)"
    rf"|(?P<ago>{_N})\s?(?P<unit>天|周|个?星期|个?礼拜|个月|days?|weeks?|months?)(?:以?前|之前| ago)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile("(?:周|星期|礼拜)[一二三四五六日天]")
_UNIT_DAYS = {"天": 1, "d": 1, "周": 7, "星": 7, "礼": 7, "w": 7, "月": 30, "m": 30}
_SALES = {"双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "六一八": (6, 18), "618": (6, 18)}
SALE_DAYS = 21
"""The big sales open weeks before their name day; orders placed then are called after it."""


class Days(NamedTuple):
    """First and last day, both included."""

    first: date
    last: date


def find_when(text: str) -> list[Found]:
    """Time expressions in order of appearance, as written."""
    return [Found(m.group(), m.start(), m.end()) for m in _WHEN.finditer(text) if _possible(m)]


def days_of(expression: str, now: datetime) -> Days | None:
    """The days an expression covers, seen from now on the shop's clock; None when it is none."""
    today = now.astimezone(CHINA).date()
    if _WEEKDAY.fullmatch(expression.strip()):
        # Said of a purchase, the last one there was.
        day = today - timedelta(days=(today.weekday() - "一二三四五六日".index(expression[-1].replace("天", "日"))) % 7)
        return Days(day, day)
    match = _WHEN.fullmatch(expression.strip())
    if match is None or not _possible(match):
        return None
    try:
        return _days(match, today)
    except ValueError:
        return None


def _possible(match: re.Match[str]) -> bool:
    if match["slash"]:
        month, day = (int(part) for part in re.findall(r"\d+", match["slash"]))
        return 1 <= month <= 12 and 1 <= day <= 31
    return True


def _days(match: re.Match[str], today: date) -> Days | None:
    if match["iso"]:
        year, month, number = (int(part) for part in re.split(r"[-/.]", match["iso"]))
        return Days(date(year, month, number), date(year, month, number))
    if word := match["word"]:
        return _word_days(word.lower(), today)
    if match["ago"]:
        return _ago_days(_number(match["ago"]), match["unit"], today)
    if match["slash"]:
        month, day = (int(part) for part in re.findall(r"\d+", match["slash"]))
        return _one_day(today, None, month, day)
    if match["only_day"]:
        day = _number(match["only_day"])
        this_month = day <= today.day
        month = today.month if this_month else (today.month - 2) % 12 + 1
        return _one_day(today, None, month, day)
    if match["day"]:
        return _one_day(today, match["year"], _number(match["month"]), _number(match["day"]))
    return _month(today, match["year"], _number(match["month"]))


def _word_days(word: str, today: date) -> Days:
    back = {"大前": 3, "前天": 2, "前晚": 2, "前儿": 2, "the day before yesterday": 2, "昨": 1, "yesterday": 1}
    ago = next((days for head, days in back.items() if word.startswith(head)), None)
    if ago is not None:
        day = today - timedelta(days=ago)
        return Days(day, day)
    if word in _SALES:
        month, day_no = _SALES[word]
        name_day = date(today.year, month, day_no)
        name_day = name_day if name_day <= today else name_day.replace(year=today.year - 1)
        return Days(name_day - timedelta(days=SALE_DAYS), min(today, name_day + timedelta(days=2)))
    monday = today - timedelta(days=today.weekday())
    if word.startswith("上周") and word[2:] in tuple("一二三四五六日天"):
        day = monday - timedelta(days=7 - "一二三四五六日天".index(word[2]) % 7)
        return Days(day, day) if word[2] != "天" else Days(monday - timedelta(days=1), monday - timedelta(days=1))
    if word == "上周末":
        return Days(monday - timedelta(days=2), monday - timedelta(days=1))
    if word == "上上周":
        return Days(monday - timedelta(days=14), monday - timedelta(days=8))
    if (word.startswith("上") and word[-1] in "周期拜") or word == "last week":
        return Days(monday - timedelta(days=7), monday - timedelta(days=1))
    if word.startswith(("这周", "本周", "这星", "这个星", "this week")):
        return Days(monday, today)
    first_of_month = today.replace(day=1)
    if word[-1] in "初中底末":
        return _part_of_month(word, today)
    if word in ("上个月", "上月", "last month"):
        end = first_of_month - timedelta(days=1)
        return Days(end.replace(day=1), end)
    if word in ("这个月", "本月"):
        return Days(first_of_month, today)
    if word == "去年":
        return Days(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    if word in ("前几天", "前两天"):
        return Days(today - timedelta(days=7 if word == "前几天" else 3), today - timedelta(days=1))
    return Days(today, today)


def _part_of_month(word: str, today: date) -> Days:
    """月初, 月中, 月底: a third of this month, or of the last one where it is named or this one's is still to come."""
    first = today.replace(day=1)
    begins = {"初": 1, "中": 11}.get(word[-1], 21)
    if word.startswith("上") or (today.day < begins and not word.startswith(("这", "本"))):
        first = (first - timedelta(days=1)).replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    ends = first + timedelta(days=begins + 8) if begins < 21 else following - timedelta(days=1)
    return Days(first + timedelta(days=begins - 1), ends)


def _ago_days(count: int, unit: str, today: date) -> Days:
    span = next(days for mark, days in _UNIT_DAYS.items() if mark in unit.lower())
    day = today - timedelta(days=count * span)
    slack = timedelta(days=span // 4)
    return Days(day - slack, day + slack)


def _one_day(today: date, year: str | None, month: int, day: int) -> Days:
    found = date(_year(today, year), month, day)
    if year is None and found > today:
        found = found.replace(year=today.year - 1)
    return Days(found, found)


def _month(today: date, year: str | None, month: int) -> Days:
    first = date(_year(today, year), month, 1)
    if year is None and first > today:
        first = first.replace(year=today.year - 1)
    following = date(first.year + month // 12, month % 12 + 1, 1)
    return Days(first, following - timedelta(days=1))


def _year(today: date, year: str | None) -> int:
    if year == "去年":
        return today.year - 1
    return today.year if year in (None, "今年") else int(str(year)[:4])


def _number(text: str) -> int:
    value = int(text) if text.isdigit() else parse_numeral(text)
    if value is None:
        raise ValueError("an estimate is no number")
    return value
