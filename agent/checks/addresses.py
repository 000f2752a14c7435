"""Where a Chinese postal address stands in a text.

Used to hide addresses, so it needs a place and a detail, not a parse.
"""

import re

_PROVINCE = (
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    r"海南|四川|贵州|云南|陕西"
    r"|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|壮族自治区|回族自治区|维吾尔自治区|"
    r"自治区|特别行政区)?"
)
_GAP = r"[ ,，]?"
_CITY = r"[一-鿿]{1,7}?(?:市|自治州|盟|地区)"
_DISTRICT = r"[一-鿿]{1,7}?(?:新区|开发区|区|县|旗|市)"
_TOWN = r"[一-鿿]{1,7}?(?:街道|镇|乡)"
_STREET = (
    r"[一-鿿A-Za-z0-9]{1,14}?"
    r"(?:大道|大街|路|巷|弄|胡同|小区|花园|公寓|大厦|广场|家园|社区|新城|校区|大学|医院|软件园|科技园|产业园|工业园|"
    r"创业园|商城|宿舍|写字楼|soho|SOHO|"
    r"[街道村苑园](?![路街道巷区]))(?:[东南西北]区|(?:[东西南北中]|[一二三四五六七八九十]{1,2})段)?"
)
_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百东西南北之\-]{1,8}(?:号楼|号院|号|栋|幢|单元|室|房|楼|层|座|弄|期|组|队)"
_ADDRESS = re.compile(
    rf"(?P<province>{_PROVINCE}{_GAP})?(?P<city>{_CITY}{_GAP})?(?P<district>{_DISTRICT}{_GAP})?(?P<town>{_TOWN}{_GAP})?"
    rf"(?P<street>(?:{_STREET}{_GAP}){{0,3}})(?P<number>(?:{_NUMBER}{_GAP}){{0,5}}(?:\d{{1,5}}(?:-\d{{1,4}}){{0,2}})?)"
)
_STARTS = re.compile(
    _PROVINCE
    + r"|[一-鿿]{1,7}?(?:市|区|县|路|街|道|镇|乡|村|小区|花园|公寓|大厦|广场|家园|软件园|科技园|产业园|工业园)"
)
_LEAD_IN = re.compile(
    r"^.*(?:地址(?:是|为|改成|改为|换成|填)?|[寄送发到往]到|寄往|发往|[改换](?:成|为|到)|家住|住在|位于|家在|"
    r"我在|收货|寄回|[是在到把])"
)


def address_spans(text: str) -> list[tuple[int, int]]:
    """Character spans of addresses, left to right: a region with a street or house number, or a street with one."""
    spans: list[tuple[int, int]] = []
    position = 0
    while start := _STARTS.search(text, position):
        match = _ADDRESS.match(text, start.start())
        end = start.end()
        if match and _is_address(match):
            # A lazy run of characters may have taken words before the place's name with it.
            lead = _LEAD_IN.match(text[match.start() : match.end("city") if match["city"] else start.end()])
            begin = match.start() + (lead.end() if lead and not match["province"] else 0)
            stop = begin + len(text[begin : match.end()].rstrip(" ,，"))
            if stop > begin:
                spans.append((begin, stop))
            end = match.end()
        position = max(end, position + 1)
    return spans


def _is_address(match: re.Match[str]) -> bool:
    region = bool(match["province"] or match["city"]) + bool(match["district"]) + bool(match["town"])
    detail = bool(match["street"]) + (2 if match["number"] and not match["number"].isdigit() else 0)
    return (region >= 1 and detail >= 2) or (region >= 2 and detail >= 1) or (bool(match["street"]) and detail == 3)
