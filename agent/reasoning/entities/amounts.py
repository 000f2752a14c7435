"""Amounts of money, as decimal yuan."""

import re
import unicodedata

from domain.text.grouping import ungrouped
from domain.text.numerals import digits_for_numerals, parse_numeral

_NUMERAL = r"[零〇一二两三四五六七八九十百千万]+"
_YUAN = re.compile(
    rf"[¥￥]\s?(?P<sign>\d+(?:\.\d{{1,2}})?)"
    rf"|(?P<whole>\d+(?:\.\d{{1,2}})?|{_NUMERAL})\s?(?:块钱?|元|圆|rmb|RMB|yuan)(?:(?P<jiao>[1-9一二三四五六七八九])(?![0-9个天件位单])毛?)?"
    rf"|(?P<mao>\d|[一二两三四五六七八九])毛"
)


def amounts_in(text: str) -> tuple[str, ...]:
    """Amounts in the text's order: 99块5 → 99.5, 一百二十元 → 120, 五毛 → 0.5."""
    text = ungrouped(unicodedata.normalize("NFKC", text).replace("￥", "¥"))
    text = digits_for_numerals(text)
    found: list[str] = []
    for match in _YUAN.finditer(text):
        if sign := match["sign"]:
            found.append(sign)
        elif mao := match["mao"]:
            found.append(f"0.{_digit(mao)}")
        else:
            whole = match["whole"]
            value = whole if whole[0].isdigit() else str(parse_numeral(whole) or "")
            if value:
                found.append(f"{value}.{_digit(match['jiao'])}" if match["jiao"] and "." not in value else value)
    return tuple(dict.fromkeys(found))


def _digit(char: str) -> str:
    return (
        char if char.isdigit() and char.isascii() else str("零一二三四五六七八九".find("二" if char == "两" else char))
    )
