"""A postal address that the customer writes out, and who is to receive there."""

import re

from agent.reasoning.entities.found import Found
from domain.text.regions import PROVINCE_OF_CITY, PROVINCES

_PLACE = "|".join(sorted((*PROVINCES, *PROVINCE_OF_CITY), key=len, reverse=True))
_LEVEL = r"[一-鿿]{1,9}?(?:特别行政区|自治区|自治州|自治县|地区|新区|开发区|街道|省|市|区|县|旗|盟|镇|乡)"
_STREET = (
    r"[一-鿿A-Za-z0-9·]{1,14}?(?:大道|大街|胡同|小区|花园|公寓|大厦|广场|家园|社区|新村|新城|校区|大学|学校|中学|医院|"
    r"宿舍|工业园|产业园|科技园|商城|国际|中心|驿站|路|街|巷|弄|道|村|苑|园|里|湾|府|庭|城|阁|轩|邨)(?![路街巷弄](?![\s,，]))"
    r"(?:[东南西北中][一二三四五六七八九十]?路?段|[一二三四五六七八九十\d]{1,3}段|[东南西北]区?)?"
)
_HOUSE = (
    r"[0-9A-Za-z一二三四五六七八九十甲乙丙丁东南西北\-#]{1,8}\s?"
    r"(?:号院|号楼|号|栋|幢|座|塔|单元|门|楼|层|室|房|弄|组|队|期|(?<=\d)楼)"
)
_GAP = r"[\s,，]?"
_ADDRESS = re.compile(
    rf"(?:中国)?(?P<place>(?:(?:{_PLACE})(?:省|市|特别行政区|[一-鿿]{{0,3}}自治区)?{_GAP}){{0,3}})"
    rf"(?P<levels>(?:{_LEVEL}{_GAP}){{0,4}})"
    rf"(?P<streets>(?:{_STREET}{_GAP}){{0,4}})"
    rf"(?P<house>(?:{_HOUSE}{_GAP}){{0,5}}(?:\d{{1,5}}(?:-\d{{1,4}}){{0,2}}(?![\d年月日元块天点个件-]))?)"
)
# What stands before the new address. The old one (原来是…) may stand before it, so the last of these counts.
_TO = re.compile(
    r"(?:(?:[改换]|修改|变更|更改)(?:一?下)?(?:收货|收件|送货|配送)?地址(?:到|为|成|至)?|[改换送寄发](?:成|为|到|去|"
    r"往|至|寄到|送到)|新地址(?:是|为|[:：])?|(?:收货)?地址(?:是|为|应该是|[:：])|"
    r"[改换](?:寄|送|发)(?:成|为|到|去|往|至)?|收货(?:地|地址)|家住|家在|住在|"
    r"(?:ship|send|change)[^,.]{0,30}? to)\s*[:：]?\s*",
    re.IGNORECASE,
)
_NAME = r"[一-鿿]{2,4}(?:·[一-鿿]{1,6})?|[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_RECEIVER = re.compile(
    rf"(?:收件人|收货人|联系人|姓名|名字|收件|receiver|recipient|"
    rf"name)(?:姓名)?\s*(?:改成|改为|换成|写|填|是|叫|为|[:：]|is)?\s*"
    rf"({_NAME})(?=$|[\s,，。;；、!！的收]|\d|电话|手机)"
)
_NAME_BY_PHONE = re.compile(r"[\s,，;；]([一-鿿]{2,4})(?:\s?[(（]?收[)）]?)?[\s,，:：]*(?=1[3-9]\d{9}(?!\d))")
_NOT_A_NAME = re.compile(r"电话|手机|号码|地址|联系|[路街号楼室省市区县镇村]$")


def find_address(text: str) -> Found | None:
    """The address the text gives, or the new one where it gives two; None when nothing is precise enough to send to."""
    starts = [m.end() for m in _TO.finditer(text)]
    for start in reversed(starts):
        if (found := _at(text, start)) is not None:
            return found
    candidates = [found for start in range(len(text)) if (found := _at(text, start)) is not None]
    return max(candidates, key=lambda f: (f.end - f.start, -f.start), default=None)


def find_receiver(text: str) -> Found | None:
    """The name of the person who is to receive."""
    for match in (*_RECEIVER.finditer(text), *_NAME_BY_PHONE.finditer(text)):
        if not _NOT_A_NAME.search(match[1]):
            return Found(match[1], match.start(1), match.end(1))
    return None


def _at(text: str, start: int) -> Found | None:
    match = _ADDRESS.match(text, start)
    if match is None or not _precise(match):
        return None
    value = match.group().strip(" ,，")
    return Found(value, match.start(), match.start() + len(match.group().rstrip(" ,，")))


def _precise(match: re.Match[str]) -> bool:
    region = bool(match["place"]) + bool(match["levels"])
    detail = bool(match["streets"]) + bool(match["house"].strip())
    return (region >= 1 and detail >= 1 and len(match.group()) >= 6) or (detail == 2 and len(match["streets"]) >= 3)
