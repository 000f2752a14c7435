"""By when: the time that a clause names, on the shop's clock."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from agent.checks.numerals import number_of

_N = r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百半]+)"
_RANGE = rf"(?:{_N}\s*(?:-|~|～|—|–|到|至|、)\s*)?"
_DURATION = re.compile(
    rf"{_RANGE}(?P<n>{_N})\s*个?(?P<half>半)?\s*(?P<unit>分钟|小时|钟头|h(?![a-z])|工作日|天|日(?=[之以]?内)|周|星期|礼拜|(?<=个)月)"
    r"(?P<half2>半)?"
)
_DAY = r"大后天|今天|今日|今晚|今夜|明天|明日|明早|明晚|后天|这两天|这几天|当天"
_PART = r"凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|下班|早|晚"
_CLOCK = r"(?P<h>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[:：](?P<m>\d{2})|点(?P<half>半)?(?:(?P<m2>\d{1,2})分)?)"
_NAMED = re.compile(rf"(?P<day>{_DAY})?(?:之?内)?\s*(?P<part>{_PART})?\s*(?:{_CLOCK})?(?:之?前)?")
_WEEK = re.compile(r"(?P<which>本|这|下|下个)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末1-7])?(?:之?内|之?前)?")
_D = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH = re.compile(rf"(?P<which>本|这个|下个?)月(?:(?P<day>{_D})[日号]|(?P<end>底|末|内))?|(?P<bare>月底|月末)")
_ENGLISH = re.compile(
    r"(?:with)?in (?:\d{1,3} ?(?:-|to) ?)?(?P<n>\d{1,3}) ?(?P<unit>minute|hour|(?:business|working) day|day|week)s?"
    r"|(?:by |until )?\b(?P<day>today|tonight|tomorrow)",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?:(?P<year>20\d\d)[年/.-])?(?P<month>{_D})[月/](?P<day>{_D})[日号]?"
    rf"|(?P<only>{_D})[号日](?!内|之内|以内|店|楼|线|门|机|库|仓|客服|色|款)"
)

_END_OF_DAY = time(23, 59, 59)
_DAYS = {
    "今天": 0, "今日": 0, "当天": 0, "今晚": 0, "今夜": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1,
    "后天": 2, "大后天": 3, "这两天": 2, "这几天": 3,
}  # fmt: skip
_UNTIL = {
    "凌晨": time(6), "早": time(12), "早上": time(12), "上午": time(12), "中午": time(14), "下午": time(18),
    "傍晚": time(19), "下班": time(19),
}  # fmt: skip
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "夜里", "晚", "今晚", "今夜", "明晚"})
_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6, "末": 6} | {str(n + 1): n for n in range(7)}


class Deadline(NamedTuple):
    """A time by which, and where the clause names it."""

    at: datetime
    start: int
    end: int


def deadline_in(clause: str, now: datetime) -> Deadline | None:
    """The first time that the clause names and that is still to come; the later end of a range.

    Days end at midnight, working days are Monday to Friday: no calendar of holidays is known here.
    """
    readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], datetime | None]], ...] = (
        (_DURATION, _after),
        (_DATE, _on_date),
        (_WEEK, _in_week),
        (_MONTH, _in_month),
        (_ENGLISH, _in_english),
        (_NAMED, _on_day),
    )
    found = [
        Deadline(at, match.start(), match.end())
        for pattern, read in readings
        for match in pattern.finditer(clause)
        if match.group() and (at := read(match, now)) is not None and at > now
    ]
    return min(found, key=lambda d: (d.start, -d.end), default=None)


def _after(match: re.Match[str], now: datetime) -> datetime | None:
    words = match["n"]
    # 两三天, 一两天: the later one.
    n = number_of(words) or (number_of(words[-1]) if len(words) > 1 else None)
    if n is None or n > 1000:
        return None
    amount = float(n) + (0.5 if match["half"] or match["half2"] else 0)
    unit = match["unit"]
    if unit == "分钟":
        return now + timedelta(minutes=amount)
    if unit in ("小时", "钟头", "h"):
        return now + timedelta(hours=amount)
    if unit in ("天", "日") and amount < 1:
        return now + timedelta(hours=24 * amount)
    if unit == "工作日":
        return _end_of(_working_day(now.date(), int(amount)), now)
    if unit == "月":
        return _end_of(now.date() + timedelta(days=round(amount * 31)), now)
    days = amount * 7 if unit in ("周", "星期", "礼拜") else amount
    return _end_of(now.date() + timedelta(days=int(days)), now)


def _working_day(day: date, number: int) -> date:
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def _on_date(match: re.Match[str], now: datetime) -> datetime | None:
    today = now.date()
    try:
        if match["only"]:
            day = today.replace(day=_whole(match["only"]))
            return _end_of(day if day >= today else _first_of_next_month(today).replace(day=day.day), now)
        day = date(int(match["year"] or today.year), _whole(match["month"]), _whole(match["day"]))
        if not match["year"] and (today - day).days > 180:
            day = day.replace(year=day.year + 1)
    except ValueError:
        return None
    return _end_of(day, now)


def _whole(words: str) -> int:
    return int(number_of(words) or 0)


def _in_week(match: re.Match[str], now: datetime) -> datetime | None:
    which, weekday = match["which"], match["weekday"]
    if which is None and weekday is None:
        return None
    today = now.date()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 if which in ("下", "下个") else 0)
    day = monday + timedelta(days=_WEEKDAYS[weekday] if weekday else 6)
    if which is None and day < today:
        day += timedelta(days=7)
    return _end_of(day, now)


def _in_month(match: re.Match[str], now: datetime) -> datetime | None:
    first = _first_of_next_month(now.date())
    if match["which"] in ("下", "下个"):
        if match["day"]:
            try:
                return _end_of(first.replace(day=_whole(match["day"])), now)
            except ValueError:
                return None
        first = _first_of_next_month(first)
    if match["day"]:
        return None
    return _end_of(first - timedelta(days=1), now)


def _in_english(match: re.Match[str], now: datetime) -> datetime | None:
    if match["day"]:
        return _end_of(now.date() + timedelta(days=match["day"].lower() == "tomorrow"), now)
    n, unit = int(match["n"]), match["unit"].lower()
    if unit in ("minute", "hour"):
        return now + timedelta(**{f"{unit}s": n})
    if unit.endswith(" day"):
        return _end_of(_working_day(now.date(), n), now)
    return _end_of(now.date() + timedelta(days=n * 7 if unit == "week" else n), now)


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _on_day(match: re.Match[str], now: datetime) -> datetime | None:
    named, part, hour = match["day"], match["part"], match["h"]
    if named is None and hour is None and part not in ("晚上", "下午", "下班", "傍晚", "中午"):
        return None
    day = now.date() + timedelta(days=_DAYS.get(named or "今天", 0))
    if hour is None:
        until = time(12) if named == "明早" else _UNTIL.get(part or "", _END_OF_DAY)
        return datetime.combine(day, until, now.tzinfo)
    number = number_of(hour)
    if number is None or number > 24:
        return None
    at_hour = int(number)
    if at_hour < 12 and ((part or named) in _AFTERNOON or part in _AFTERNOON):
        at_hour += 12
    minute = 30 if match["half"] else int(match["m"] or match["m2"] or 0)
    if minute > 59:
        return None
    at = datetime.combine(day, time(0), now.tzinfo) + timedelta(hours=at_hour, minutes=minute)
    if named is None and part is None and at <= now:
        at += timedelta(hours=12) if at_hour < 12 and at + timedelta(hours=12) > now else timedelta(days=1)
    return at


def _end_of(day: date, now: datetime) -> datetime:
    return datetime.combine(day, _END_OF_DAY, now.tzinfo)
