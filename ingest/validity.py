"""From when until when a document holds, and which documents it replaces, by its own words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = r"\s*(20\d{2})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?(?:\s*[（(]含?[^（）()\n]{0,4}[）)])?"
_HOUR = r"\s*(?:(24)|\d{1,2}|零)?\s*(?::00|时|点)?\s*(?::\d\d)?"
_NUMBER = (
    r"(?:第[\d一二三四五六七八九十百]{1,4}[条章节款][\s:：]*|\d{1,2}(?:\.\d{1,2})*[、.．\s]\s*"
    r"|[一二三四五六七八九十]{1,3}[、.．]\s*)?"
)
"""What numbers a clause."""
_OWN = rf"(?:^|[。；;，,：:（(\n]\s*){_NUMBER}(?:(?:本|该|此|以上|上述|现)[^，。；《》\n]{{0,14}}?)?"
_THING = r"(?!券|品|卡|单|次|店|人|月|年|周|季|公司|商品|产品|套餐|码)"
"""本券, 本品: what the document is about, not the document."""
_SELF = rf"(?:^|\n|[。；;，,（(])\W{{0,4}}{_NUMBER}(?:本|该|此|以上|上述){_THING}[^，。；《》\n]{{0,14}}?"
_IN_FORCE = r"(?:正式)?(?:生效|施行|实施|执行|启用|实行|适用)"

_OTHERS = r"(?!报名|领取|下单|付款|支付|发货|兑换|申请|退货|换货|预售|预约|投稿|参与|活动报名)"
"""Dates of what customers do."""
_LABEL = rf"(?m)(?:^|[\u3000\t|｜；;]| {{2,}})\W{{0,4}}{_OTHERS}(?:本?[^\s:：]{{0,6}})?"
_MARK = r"\s*[】\])）]?\s*[:：为|｜]?\s*"
_TERM = rf"(?m)^\W{{0,4}}(?:本{_THING}\S{{0,8}})?(?:有效期限?|(?:适用|执行|有效|试行)(?:期间|期限|期|时间))"
_TO = r"\s*(?:至|到|—|–|-|~|～)+\s*"
_UNTIL = rf"{_DATE}{_HOUR}\s*(?:止|{_IN_FORCE}|有效)"
_NAMES = r"(?:《[^》\n]{2,60}》(?:(?:[、，和及与]|以及)?(?=《))?)+"
_NAME = re.compile(r"[《“]([^》”\n]{2,60})[》”]")

_STARTS = (
    re.compile(rf"{_LABEL}(?:生效|施行|实施|执行|启用)(?:日期|时间|日){_MARK}(?:自|从)?{_DATE}"),
    re.compile(rf"{_TERM}{_MARK}(?:自|从)?{_DATE}[^\n]{{0,8}}?{_TO}"),
    re.compile(rf"{_OWN}(?:自|从|于)?{_DATE}{_HOUR}\s*(?:起|开始|之日起|以后|后)[，,]?\s*{_IN_FORCE}"),
    re.compile(rf"{_OWN}(?:自|从|于){_DATE}{_HOUR}\s*{_IN_FORCE}"),
    re.compile(rf"(?:^|[\n（(])\s*(?:自|从|于)?{_DATE}{_HOUR}\s*{_IN_FORCE}\s*(?:[）)。]|$|\n)"),
    re.compile(rf"(?:^|\n|{_SELF})\s*(?:自|从){_DATE}{_HOUR}起?\s*{_TO}{_UNTIL}"),
    re.compile(
        rf"(?m)^\W{{0,4}}(?:自|从){_DATE}{_HOUR}起[，,]\s*(?:本店|我店|本公司|我司|店铺)[^。；\n]{{0,12}}(?:执行|实行|施行|启用|适用)"
    ),
    re.compile(
        rf"(?im)^\W{{0,4}}(?:effective(?:\s+(?:date|from|as of))?|valid\s+from|in\s+force\s+from)\s*[:：]?\s*{_DATE}"
    ),
)
_ENDS = (
    re.compile(rf"{_LABEL}(?:失效|废止|终止)(?:日期|时间|日){_MARK}{_DATE}"),
    # In a row of a table these are the dates of what the row is about.
    re.compile(rf"(?m)^\W{{0,4}}{_OTHERS}(?:本?[^\s:：]{{0,6}})?(?:到期|截止)(?:日期|时间|日){_MARK}{_DATE}"),
    re.compile(rf"{_TERM}{_MARK}(?:自|从)?20\d{{2}}[^\n]{{0,16}}?{_TO}{_DATE}"),
    re.compile(rf"{_TERM}\s*(?:至|到|[:：])\s*[:：]?\s*(?:至|到)?\s*{_DATE}"),
    re.compile(rf"(?:^|[。；;，,\n]\s*)本{_THING}[^，。；《》\n]{{0,14}}有效期(?:至|到){_DATE}"),
    re.compile(rf"(?:^|\n|{_SELF})\s*(?:自|从)20\d{{2}}[^，。；《》\n]{{0,18}}?{_TO}{_UNTIL}"),
    re.compile(rf"{_SELF}(?:截?至|到|于|截止到?){_DATE}{_HOUR}\s*(?:止|到期|期满|有效|失效)"),
    re.compile(rf"{_IN_FORCE}[，,；;]\s*有效期(?:至|到){_DATE}"),
    re.compile(rf"(?im)^\W{{0,4}}(?:valid\s+(?:until|through|to)|expir(?:es|y)(?:\s+(?:on|date))?)\s*[:：]?\s*{_DATE}"),
)
_ENDS_BEFORE = re.compile(
    rf"(?:^|[。；;，,\n]\s*)本[^，。；《》\n]{{0,14}}(?:自|从|于)?{_DATE}{_HOUR}\s*(?:起|之日起)?(?:废止|失效|作废|停止(?:执行|使用))"
)
_VOID_TITLE = re.compile(
    rf"(?:已经?|[（(，,；;\s])(?:自|从|于)?\s*{_DATE}{_HOUR}\s*(?:起|之日起)?(?:废止|失效|作废|停用|停止(?:执行|使用)|不再(?:执行|使用|适用))"
)
"""A title line of a version that is over: 旧版规则（已于2026年3月1日作废）, 规则（2024年版，2026年3月起作废）."""
_MONTH_ONLY = re.compile(r"(20\d{2}\s*年\s*\d{1,2}\s*月)(?=\s*(?:起|之日起|开始))")
"""Of a title: from the month's first day."""
_PASSIVE = re.compile(r"(?:由|被)\s*《[^》]{2,60}》\s*(?:所)?(?:替代|取代|代替|替换)")
_REPLACES = (
    re.compile(
        rf"(?:替代|取代|代替|替换|(?i:supersedes|replaces))(?:文件|了)?\s*[:：]?\s*(?:原|旧版?|旧文件|20\d\d\s*(?:年)?版?的?)?\s*({_NAMES}|(?<=[原旧版件])“[^”\n]{{2,60}}”)"
    ),
    re.compile(rf"({_NAMES})[^。；《》\n]{{0,40}}(?<![不无未])(?:废止|失效|作废|停止执行|不再(?:执行|适用|有效))"),
)
_HEAD_LINES, _TAIL_LINES, _TITLE_LINES = 15, 10, 2


@dataclass(frozen=True)
class Validity:
    """Dates and replaced documents; names as written, file names or titles."""

    effective_from: date | None = None
    expires_on: date | None = None
    """The last day on which it holds."""
    supersedes: tuple[str, ...] = ()


def validity_of_text(text: str, title: str) -> Validity:
    """What head and tail of a document say about its validity; dates elsewhere are about other things."""
    lines = _with_years(_arabic_dates(text)).split("\n")
    edges = lines if len(lines) <= _HEAD_LINES + _TAIL_LINES else [*lines[:_HEAD_LINES], *lines[-_TAIL_LINES:]]
    near = "\n".join(edges)
    own = "\n".join(line for line in edges if "《" not in line or _OWN_SUBJECT.search(line))
    start = next((found for pattern in _STARTS if (found := _date(pattern.search(own)))), None)
    end = next((found for pattern in _ENDS if (found := _date(pattern.search(own)))), None) or _end_before(
        own, _ENDS_BEFORE
    )
    end = end or _end_before(_MONTH_ONLY.sub(r"\g<1>1日", "\n".join(lines[:_TITLE_LINES])), _VOID_TITLE)
    return Validity(start, end, _replaced(_PASSIVE.sub("", near), title))


_OWN_SUBJECT = re.compile(rf"^\W{{0,4}}{_NUMBER}本|[。；，,]本")


def _end_before(text: str, pattern: re.Pattern[str]) -> date | None:
    """自 X 起废止: the day before X is the last, unless it says 24:00 of X."""
    match = pattern.search(text)
    found = _date(match)
    return found - timedelta(days=1) if found and match and match[4] != "24" else found


def _replaced(text: str, title: str) -> tuple[str, ...]:
    names = [name.strip() for pattern in _REPLACES for some in pattern.findall(text) for name in _NAME.findall(some)]
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

    number = "[〇○零一二三四五六七八九十]"
    return re.sub(rf"([二][〇○零]{number}{{2}})年({number}{{1,3}})月({number}{{1,3}})日", arabic, text)


def _with_years(text: str) -> str:
    """2026年1月1日至12月31日 as 2026年1月1日至2026年12月31日."""
    return re.sub(rf"{_DATE}({_TO})(?=\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)", r"\1年\2月\3日\4\1年", text)


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
