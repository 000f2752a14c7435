"""Order, tracking and phone numbers in formats nobody told us."""

import re
import unicodedata
from itertools import pairwise
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
_TAIL = re.compile(
    r"(?:尾号|末尾|结尾|尾数|后[两二三四五六3-8]位|"
    r"最后[两二三四五六3-8](?:位|个)(?:数字?|号码?)?|末[两二三四五六3-8]位|ending (?:in|with)|last (?:four|4) digits?)"
    r"(?:数字?|号)?(?:是|为|的|[:：\s])*([A-Za-z]?\d{2,8})(?!\d)"
    r"|(?<![A-Za-z0-9.])(\d{3,8})(?:结尾|收尾|那[一]?[单笔个](?!价))",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MIN_ORDER, _MIN_CUED = 8, 5


class Numbers(NamedTuple):
    """The numbers of a text."""

    orders: tuple[str, ...]
    tails: tuple[str, ...]
    tracking: tuple[str, ...]
    phones: tuple[str, ...]


def numbers_in(text: str) -> Numbers:
    """Numbers in order, each once, without the spaces and dashes inside; case as written but upper for matching."""
    text = unicodedata.normalize("NFKC", text)
    phones = [re.sub(_SPACES, "", m.group(1)) for m in _PHONE.finditer(text)]
    rest = _PHONE.sub(lambda m: "，" * len(m.group()), text)
    tails = [m.group(1) or m.group(2) for m in _TAIL.finditer(rest)]
    rest = _TAIL.sub(lambda m: "，" * len(m.group()), rest)
    orders: list[str] = []
    tracking: list[str] = []
    for match in _RUN.finditer(rest):
        for number, start in _numbers_of(match.group(), match.start()):
            before = rest[max(0, start - 12) : start]
            if not _plausible(number, bool(_ORDER_CUE.search(before))):
                continue
            is_parcel = _TRACKING.fullmatch(number) is not None
            if _TRACKING_CUE.search(before) or (is_parcel and not _ORDER_CUE.search(before)):
                tracking.append(number)
            else:
                orders.append(number)
    return Numbers(_once(orders), _once(tails), _once(tracking), _once(phones))


def _numbers_of(run: str, start: int) -> list[tuple[str, int]]:
    """The run read as one number when its parts belong together, else each part that is long enough by itself."""
    joined = re.sub(_SPACES, "", run).upper()
    parts = [(m.group(), start + m.start()) for m in re.finditer(r"[A-Za-z0-9]+", run)]
    if len(parts) == 1 or not any(_long(part) for part, _ in parts):
        # English words never join a number: only the part from the first one with a digit on does.
        first = next((n for n, (part, _) in enumerate(parts) if re.search(r"\d", part)), len(parts))
        if first and first < len(parts) and not re.fullmatch(r"[A-Z]{1,4}", parts[first - 1][0]):
            return _numbers_of(run[parts[first][1] - start :], parts[first][1])
        words = [part for part, _ in parts if not re.search(r"\d", part) and len(part) > 4]
        return [] if words and len(parts) > 1 else [(joined, start)]
    head = parts[0][0]
    if len(parts) == 2 and re.fullmatch(r"[A-Za-z]{1,4}", head) and run[len(head)] != " ":
        return [(joined, start)]
    if re.fullmatch(r"[A-Z]{1,4}", head) and _long(parts[1][0]):
        return [(head + parts[1][0].upper(), start), *((p.upper(), at) for p, at in parts[2:] if _long(p))]
    if any("-" in run[a + len(p) - start : b - start] for (p, a), (_, b) in pairwise(parts)):
        return [(joined, start)]
    return [(part.upper(), at) for part, at in parts if _long(part)]


def _long(part: str) -> bool:
    return len(part) >= _MIN_ORDER and sum(c.isdigit() for c in part) >= 6


def _plausible(number: str, cued: bool) -> bool:
    if _DATE.fullmatch(number):
        return False
    digits = sum(c.isdigit() for c in number)
    if cued:
        return len(number) >= _MIN_CUED and digits >= 4
    return len(number) >= _MIN_ORDER and digits >= 6 and len(number) <= 40


def _once(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
