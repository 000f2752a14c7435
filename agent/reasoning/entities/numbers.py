"""Order, tracking and phone numbers in formats nobody told us."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_SPACES = r"[ \t\-_—–·]"
_RUN = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9]|{_SPACES}(?=[A-Za-z0-9]))*")
_PHONE = re.compile(rf"(?<![A-Za-z0-9])(?:\+?86{_SPACES}?)?(1[3-9]\d(?:{_SPACES}?\d){{8}})(?![A-Za-z0-9])")
_CARRIERS = "SF|YTO|YT|ZTO|ZT|STO|ST|YUNDA|YD|JDV|JDX|JDK|JD|JT|DPK|DB|EMS|EA|EB|EX|KY|UC|GL|FW"
_TRACKING = re.compile(rf"(?:{_CARRIERS})[A-Z]{{0,2}}\d{{8,18}}[A-Z]{{0,2}}")
_TRACKING_CUE = re.compile(
    r"(?:运单|快递|物流|面单)(?:单)?号?(?:码)?[是为:：\s]*$|tracking (?:no|number|#)[.:\s]*$", re.IGNORECASE
)
_ORDER_CUE = re.compile(
    r"(?:订单|单子|单号|编号)(?:编?号)?(?:码)?[是为:：#\s]*$|order\s*(?:no|number|#|id)?[.:#\s]*$", re.IGNORECASE
)
_TAX_CUE = re.compile(r"(?:税号|识别号|信用代码)[是为:：\s]*$")
_ERROR_CUE = re.compile(
    r"(?:代码|错误码?|报错|故障码?|蓝屏|exception|err(?:or)?|code)\s*(?:码|代码|编号|写的)?[是为:：#\s]*$",
    re.IGNORECASE,
)
"""What follows is a device's message, long as it may be: 0x80070057."""
_CURRENCY = re.compile(r"[¥$]\s?$")
_YUAN = re.compile(r"\s?(?:元|块)")
_TAIL = re.compile(
    r"(?:尾号|末尾|结尾|尾数|后[两二三四五六3-8]位|"
    r"最后[两二三四五六3-8](?:位|个)(?:数字?|号码?)?|末[两二三四五六3-8]位|ending (?:in|with)|last (?:four|4) digits?)"
    r"(?:数字?|号)?(?:是|为|的|[:：\s])*([A-Za-z]?\d{2,8})(?!\d)"
    r"|(?<![A-Za-z0-9.满减元¥￥])(\d{3,8})(?:结尾|收尾|那[一]?[单笔个](?!价))",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_HEXADECIMAL = re.compile(r"0X[0-9A-F]*$")
_GROUP = re.compile(r"[A-Za-z0-9]+(?:[-_—–·][A-Za-z0-9]+)*")
_PREFIX = re.compile(rf"[A-Z]{{1,4}}|(?i:{_CARRIERS})")
_LAND_LINE = re.compile(r"(?<![A-Za-z0-9])(?:0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-\d{3,4})(?![A-Za-z0-9-])")
_TYPED_GROUP = 4
_MIN_ORDER, _MIN_CUED, _MIN_DIGITS, _MIN_PART = 8, 5, 6, 3


class Numbers(NamedTuple):
    """The numbers of a text."""

    orders: tuple[str, ...]
    tails: tuple[str, ...]
    tracking: tuple[str, ...]
    phones: tuple[str, ...]


class Parcel(NamedTuple):
    """A number that names an order or its parcel; ``text[start:end]`` is how it was written."""

    value: str
    start: int
    end: int
    is_tracking: bool


def numbers_in(text: str) -> Numbers:
    """Numbers in order, each once, without the spaces and dashes inside; case as written but upper for matching."""
    text = unicodedata.normalize("NFKC", text)
    phones = [re.sub(_SPACES, "", m.group(1)) for m in _PHONE.finditer(text)]
    tails = [m.group(1) or m.group(2) for m in _TAIL.finditer(_without_phones(text))]
    named = list(order_and_tracking_numbers(text))
    orders = [number.value for number in named if not number.is_tracking]
    tracking = [number.value for number in named if number.is_tracking]
    return Numbers(_once(orders), _once(tails), _once(tracking), _once(phones))


def order_and_tracking_numbers(text: str) -> Iterator[Parcel]:
    """Whole numbers of orders and parcels and where they stand, in the text's order.

    Args:
        text: Half-width.
    """
    rest = _TAIL.sub(_blank, _without_phones(text))
    for match in _RUN.finditer(rest):
        for number, start, end in _numbers_of(match.group(), match.start()):
            before = rest[max(0, start - 12) : start]
            cued = _ORDER_CUE.search(before) is not None
            is_sum = _CURRENCY.search(before) or _YUAN.match(rest, end)
            if _TAX_CUE.search(before) or is_sum or (_ERROR_CUE.search(before) and not cued):
                continue
            if not _plausible(number, cued):
                continue
            is_parcel = _TRACKING.fullmatch(number) is not None
            yield Parcel(number, start, end, _TRACKING_CUE.search(before) is not None or (is_parcel and not cued))


def _without_phones(text: str) -> str:
    return _LAND_LINE.sub(_blank, _PHONE.sub(_blank, text))


def _numbers_of(run: str, start: int) -> list[tuple[str, int, int]]:
    """Numbers with where they stand: dashes hold a number together, spaces only while it is too short to be whole."""
    found: list[tuple[str, int, int]] = []
    prefix: tuple[str, int] | None = None
    open_number, last = False, 0
    for match in _GROUP.finditer(run):
        group, at, end = re.sub(_SPACES, "", match.group()).upper(), start + match.start(), start + match.end()
        if not any(c.isdigit() for c in group):
            prefix = (group, at) if _PREFIX.fullmatch(match.group()) else None
            open_number = False
        elif prefix:
            found.append((prefix[0] + group, prefix[1], end))
            prefix, open_number = None, True
        elif open_number and group.isdigit() and len(group) >= _MIN_PART and _goes_on(found[-1][0], last):
            found[-1] = (found[-1][0] + group, found[-1][1], end)
        else:
            found.append((group, at, end))
            open_number = True
        last = len(group)
    return found


def _goes_on(number: str, last: int) -> bool:
    """Not whole yet, or typed in groups of four like a bank card's."""
    return not _whole(number) or (last <= _TYPED_GROUP and len(number) > last)


def _whole(number: str) -> bool:
    digits = number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return len(number) >= _MIN_ORDER and len(digits) >= _MIN_DIGITS and not _DATE.fullmatch(digits)


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match.group())


def _plausible(number: str, cued: bool) -> bool:
    if _DATE.fullmatch(number) or _HEXADECIMAL.match(number):
        return False
    digits = sum(c.isdigit() for c in number)
    if cued:
        return len(number) >= _MIN_CUED and digits >= 4
    return len(number) >= _MIN_ORDER and digits >= _MIN_DIGITS and len(number) <= 40


def _once(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
