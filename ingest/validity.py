"""From when until when a document holds, and which documents it replaces, by its own words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DATE = r"(20\d{2})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?"
_HOUR = r"\s*(?:(24)|\d{1,2})?\s*(?::00|时|点)?\s*(?::\d\d)?"
_OWN = r"(?:^|[。；;，,：:（(\n]\s*)(?:(?:本|该|此|以上|上述|现)[^，。；《》\n]{0,14}?)?"
_IN_FORCE = r"(?:正式)?(?:生效|施行|实施|执行|启用|实行|适用)"

_LABEL = r"(?m)^\W{0,4}(?:本?\S{0,6})?"
_MARK = r"\s*[】\])）]?\s*[:：为]?\s*"
_TERM = r"(?m)^\W{0,4}(?:本\S{0,8})?有效期限?"
_TO = r"\s*(?:至|到|—|–|-|~|～)+\s*"

_STARTS = (
    re.compile(rf"{_LABEL}(?:生效|施行|实施|执行|启用)(?:日期|时间|日){_MARK}(?:自|从)?{_DATE}"),
    re.compile(rf"{_TERM}{_MARK}(?:自|从)?{_DATE}[^\n]{{0,8}}?{_TO}"),
    re.compile(rf"{_OWN}(?:自|从|于)?{_DATE}{_HOUR}\s*(?:起|开始|之日起|以后|后)[，,]?\s*{_IN_FORCE}"),
    re.compile(rf"{_OWN}(?:自|从|于){_DATE}{_HOUR}\s*{_IN_FORCE}"),
)
_ENDS = (
    re.compile(rf"{_LABEL}(?:失效|废止|终止|到期|截止)(?:日期|时间|日){_MARK}{_DATE}"),
    re.compile(rf"{_TERM}{_MARK}(?:自|从)?20\d{{2}}[^\n]{{0,16}}?{_TO}{_DATE}"),
    re.compile(rf"{_TERM}\s*(?:至|到|[:：])\s*[:：]?\s*(?:至|到)?\s*{_DATE}"),
    re.compile(rf"(?:^|[。；;，,\n]\s*)本[^，。；《》\n]{{0,14}}有效期(?:至|到){_DATE}"),
)
_ENDS_BEFORE = re.compile(
    rf"(?:^|[。；;，,\n]\s*)本[^，。；《》\n]{{0,14}}(?:自|从|于)?{_DATE}{_HOUR}\s*(?:起|之日起)?(?:废止|失效|作废|停止(?:执行|使用))"
)
_PASSIVE = re.compile(r"(?:由|被)\s*《[^》]{2,60}》\s*(?:所)?(?:替代|取代|代替|替换)")
_REPLACES = (
    re.compile(r"(?:替代|取代|代替|替换)(?:文件|了)?\s*[:：]?\s*(?:原|旧版?)?《([^》]{2,60})》"),
    re.compile(r"《([^》]{2,60})》[^。；\n]{0,40}(?:废止|失效|作废|停止执行|不再(?:执行|适用|有效))"),
)
_HEAD_LINES, _TAIL_LINES = 15, 10


@dataclass(frozen=True)
class Validity:
    """Dates and replaced documents; names as written, file names or titles."""

    effective_from: date | None = None
    expires_on: date | None = None
    """The last day on which it holds."""
    supersedes: tuple[str, ...] = ()


def validity_of_text(text: str, title: str) -> Validity:
    """What head and tail of a document say about its validity; dates elsewhere are about other things."""
    lines = _arabic_dates(text).split("\n")
    edges = lines if len(lines) <= _HEAD_LINES + _TAIL_LINES else [*lines[:_HEAD_LINES], *lines[-_TAIL_LINES:]]
    near = "\n".join(edges)
    own = "\n".join(line for line in edges if "《" not in line or _OWN_SUBJECT.search(line))
    start = next((found for pattern in _STARTS if (found := _date(pattern.search(own)))), None)
    end = next((found for pattern in _ENDS if (found := _date(pattern.search(own)))), None) or _end_before(own)
    return Validity(start, end, _replaced(_PASSIVE.sub("", near), title))


_OWN_SUBJECT = re.compile(r"^\W{0,4}本|[。；，,]本")


def _end_before(text: str) -> date | None:
    """自 X 起废止: the day before X is the last, unless it says 24:00 of X."""
    match = _ENDS_BEFORE.search(text)
    found = _date(match)
    return found - timedelta(days=1) if found and match and match[4] != "24" else found


def _replaced(text: str, title: str) -> tuple[str, ...]:
    names = [name.strip() for pattern in _REPLACES for name in pattern.findall(text)]
    return tuple(dict.fromkeys(name for name in names if name != title))


def _date(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _arabic_dates(text: str) -> str:
    """二〇二六年九月一日 as 2026年9月1日."""

    def arabic(match: re.Match[str]) -> str:
        year, month, day = match[1].translate(_DIGITS), _number(match[2]), _number(match[3])
        return f"{year}年{month}月{day}日"

    number = "[〇零一二三四五六七八九十]"
    return re.sub(rf"([二][〇零]{number}{{2}})年({number}{{1,3}})月({number}{{1,3}})日", arabic, text)


def _number(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return int(text.translate(_DIGITS))
    return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (int(ones.translate(_DIGITS)) if ones else 0)


def validity_of_front_matter(front: Mapping[str, object]) -> Validity:
    """The same from front matter, with English or Chinese keys."""
    replaced = next((front[key] for key in ("supersedes", "替代", "替代文件", "取代") if front.get(key)), ())
    names: Sequence[object] = replaced if isinstance(replaced, list) else [replaced] if replaced else []
    return Validity(
        _as_date(front, ("effective_from", "effective", "生效日期", "生效", "施行日期")),
        _as_date(front, ("expires_on", "expires", "valid_until", "失效日期", "废止日期", "有效期至")),
        tuple(str(name).strip().strip("《》") for name in names),
    )


def _as_date(front: Mapping[str, object], keys: Sequence[str]) -> date | None:
    for key in keys:
        value = front.get(key)
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        if isinstance(value, str) and (match := re.search(_DATE, _arabic_dates(value))):
            return _date(match)
    return None
