"""Large sums named in a message: 一万二, 9千多, 12800元."""

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2}
_UNITS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百": 100}
_SUM = re.compile(
    r"(?<![\da-z-])(?P<plain>\d{4,7}(?:\.\d{1,2})?)(?=\s*(?:元|块|多块|多元|大洋|的|退|买|，|,|。|[!！]|rmb|yuan|$))"
    r"|(?:[¥￥$]|花了?|付了?|共|合计|总价|总计|价值|一套|全款|货款)\s*(?P<priced>\d{4,7}(?:\.\d{1,2})?)(?![\d-])"
    r"|(?P<number>\d{1,3}(?:\.\d)?|[一二两俩三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)"
    r"(?:来|几|多)?(?P<unit>[万千wk])(?P<rest>[一二三四五六七八九1-9])?(?![a-z])"
)

_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


def largest_sum(text: str) -> int:
    """The largest sum in a normalised (lower-case, half-width) text, in fen; 0 when no thousand yuan is named."""
    plain = _THOUSANDS.sub("", text)
    return max((_fen(match) for match in _SUM.finditer(plain)), default=0)


def _fen(match: re.Match[str]) -> int:
    if figure := match["plain"] or match["priced"]:
        return round(float(figure) * 100)
    unit = _UNITS[match["unit"]]
    rest = _value(match["rest"]) * unit / 10 if match["rest"] else 0
    return round((_value(match["number"]) * unit + rest) * 100)


def _value(number: str) -> float:
    if number[0].isdecimal():
        return float(number)
    tens, ten, ones = number.partition("十")
    if not ten:
        return _DIGITS[number]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
