"""Where personal data and secrets stand in a text."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from agent.checks.addresses import address_spans
from agent.checks.folding import Folded, fold
from agent.checks.personal_names import LATIN_NAME, NAMES
from agent.checks.phones import phone_spans

Kind = Literal["card", "id_number", "password", "code", "phone", "email", "account", "address", "name"]

SECRET_KINDS: frozenset[Kind] = frozenset({"card", "id_number", "password", "code"})
"""Never stored: a shop has no use for them, and a thief has."""


class PersonalSpan(NamedTuple):
    """One piece of personal data; offsets are characters of the text."""

    kind: Kind
    start: int
    end: int


_DIGITS = re.compile(r"(?<![0-9a-z])\d(?:[ -]?\d){11,18}(?![0-9a-z])")
_ID_NUMBER = re.compile(
    r"(?<![0-9a-z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}[ -]?(\d{8})[ -]?\d{3}[0-9x](?![0-9a-z])"
)
_DOCUMENT = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|军官证|居留证|passport)(?:号码?|no\.?)?\s*(?:是|为|is|[:：])?\s*([a-z]{0,2}\d{6,10})(?![0-9a-z])"
)
_CARD_WORD = re.compile(
    r"银行卡|(?<![会金银贺学礼购门])卡[:： ]*$|信用卡|储蓄卡|借记卡|卡号|账号|工行|农行|建行|中行|招行|card|account"
)
_ORDER_WORD = re.compile(r"订单|单号|运单|快递|物流|编号|序列号|条码|税号|order|tracking|sn")
_ISSUERS = re.compile(r"^(?:62\d{14,17}|60\d{14}|4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|35\d{14})$")
_PASSWORD = re.compile(
    r"(?:密码|口令|passwords?|passcode|pwd|pin码|cvv2?|安全码)\s*(?:就是|都是|是|为|改成|设成|is|[:=])?\s*"
    r"([0-9a-z!@#$%^&*_.]{3,32})(?![0-9a-z])"
)
_CODE = re.compile(
    r"(?:验证码|校验码|动态码|verification code|otp)(?![^0-9]{0,6}[没不未订])[^0-9,.，。!?！？\n]{0,6}(\d{4,8})(?!\d)"
)
_CODE_FIRST = re.compile(r"(?<!\d)(\d{4,8})\s*(?:就?是|这个)?[^0-9,.，。\n]{0,3}(?:验证码|校验码|动态码)")
# 64 as RFC 5321 has it: without an end, each letter of a long text would be tried to the end of the text.
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ACCOUNT = re.compile(
    r"(?:微信|薇信|vx|wechat|qq|扣扣|微博|抖音|支付宝|淘宝|telegram|whatsapp)(?:账?号|id)?\s*(?:就?是|为|叫|is|[:：])?\s*"
    r"([a-z][a-z0-9_-]{5,19}|(?<=q)\s?\d{5,11}|(?<=[qv号:： ])\d{5,11})(?![0-9a-z@])"
)
_REACH = 14
"""How many characters before a number are read for what kind of number it is."""


def find_personal_data(text: str) -> list[PersonalSpan]:
    """All personal data of a text, left to right and not overlapping; secrets win over the rest."""
    folded = fold(text)
    taken: list[PersonalSpan] = []
    for kind, start, end in _candidates(folded):
        begin, stop = folded.span(start, end)
        if all(stop <= span.start or begin >= span.end for span in taken):
            taken.append(PersonalSpan(kind, begin, stop))
    for match in LATIN_NAME.finditer(text):
        begin, stop = match.span(1)
        if all(stop <= span.start or begin >= span.end for span in taken):
            taken.append(PersonalSpan("name", begin, stop))
    return sorted(taken, key=lambda span: span.start)


def _candidates(folded: Folded) -> Iterator[tuple[Kind, int, int]]:
    text = folded.text
    for match in _PASSWORD.finditer(text):
        yield "password", *match.span(1)
    for pattern in (_CODE, _CODE_FIRST):
        for match in pattern.finditer(text):
            yield "code", *match.span(1)
    for match in _ID_NUMBER.finditer(text):
        if _is_birth_date(match[1]) and _kind_of_number(text, match.start()) != "order":
            yield "id_number", *match.span()
    for match in _DOCUMENT.finditer(text):
        yield "id_number", *match.span(1)
    for match in _DIGITS.finditer(text):
        if _is_card(re.sub(r"[ -]", "", match[0]), _kind_of_number(text, match.start())):
            yield "card", *match.span()
    for start, end in phone_spans(text):
        if _kind_of_number(text, start) != "order":
            yield "phone", start, end
    for match in _EMAIL.finditer(text):
        yield "email", *match.span()
    for match in _ACCOUNT.finditer(text):
        yield "account", *match.span(1)
    for start, end in address_spans(text):
        yield "address", start, end
    for pattern in NAMES:
        for match in pattern.finditer(text):
            yield "name", *match.span(1)


def _kind_of_number(text: str, start: int) -> Literal["card", "order", "unknown"]:
    """What the nearest word before a number calls it."""
    before = text[max(0, start - _REACH) : start]
    card = max((m.end() for m in _CARD_WORD.finditer(before)), default=-1)
    order = max((m.end() for m in _ORDER_WORD.finditer(before)), default=-1)
    return "unknown" if card == order else "card" if card > order else "order"


def _is_card(digits: str, called: Literal["card", "order", "unknown"]) -> bool:
    if called == "card":
        return len(digits) >= 13
    # Without a word for it an order number would pass Luhn's check one time in ten; issuers' prefixes make it rare.
    return called == "unknown" and bool(_ISSUERS.match(digits)) and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if index % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _is_birth_date(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False
