"""Personal numbers in outgoing text that the conversation doesn't justify."""

import re
from collections.abc import Iterator

from agent.checks.backing import Backing
from agent.checks.folding import Folded
from agent.checks.known_contacts import digits_of, is_allowed_phone
from agent.checks.personal_data import find_personal_data
from domain.reply import Finding
from domain.shop import Shop

_MOBILE = re.compile(r"(?<![0-9a-z])(?:\+?86)?(1[3-9]\d{9})(?![0-9a-z])")
_NOT_A_PERSON = re.compile(r"退货|寄回|寄到|回寄|仓库|售后|维修|快递员|派件|派送|网点|驿站|订单号?|单号|运单")
_REACH = 40
"""Characters before a mobile number that may say whose it is."""
_ADVICE = "删去完整的个人号码，只写尾号；店铺自己的电话请加入允许名单。"


def private_numbers(text: str, digits: Folded, shop: Shop, backing: Backing) -> Iterator[Finding]:
    """Mobile, identity and card numbers that neither the allow-list nor the evidence knows."""
    for match in _MOBILE.finditer(digits.text):
        context = digits.text[max(0, match.start() - _REACH) : match.start()]
        known = is_allowed_phone(match[1], shop) or backing.has_digits(match[1])
        if not known and not _NOT_A_PERSON.search(context):
            yield _finding(text, *digits.span(*match.span()), "完整的手机号")
    for span in find_personal_data(text):
        if span.kind in ("id_number", "card") and not backing.has_digits(digits_of(text[span.start : span.end])):
            yield _finding(text, span.start, span.end, "证件号或银行卡号")


def _finding(text: str, start: int, end: int, name: str) -> Finding:
    return Finding(type="privacy_disclosure", start=start, end=end, text=text[start:end], rule=name, advice=_ADVICE)
