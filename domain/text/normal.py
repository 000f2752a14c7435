"""The normal form in which texts are compared. For matching only: what is shown and quoted stays as it was written."""

import re
import unicodedata

from domain.text.grouping import ungrouped
from domain.text.numerals import digits_for_numerals

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u2500-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U0001f000-\U0001faff]"
)
_SPACES = re.compile(r"[\s\u3000]+")
_BRACKET_FACES = re.compile(r"\[[一-鿿]{1,3}\]|/:[:a-z-]+")
"""[微笑] and /::) are how chat windows write emoji."""

_NOT_WORD = r"(?![a-z0-9])"
_UNITS: tuple[tuple[str, str], ...] = (
    (r"毫安时|毫安|mah" + _NOT_WORD, "mah"),
    (r"千瓦时|kwh" + _NOT_WORD, "kwh"),
    (r"千瓦|kw" + _NOT_WORD, "kw"),
    (r"瓦特|瓦|w" + _NOT_WORD, "w"),
    (r"伏特|伏|v" + _NOT_WORD, "v"),
    (r"毫升|ml" + _NOT_WORD, "ml"),
    (r"公升|升(?!级)|l" + _NOT_WORD, "l"),
    (r"公斤|千克|kg" + _NOT_WORD, "kg"),
    (r"毫克|mg" + _NOT_WORD, "mg"),
    (r"克(?!拉)|g" + _NOT_WORD, "g"),
    (r"公里|千米|km" + _NOT_WORD, "km"),
    (r"厘米|公分|cm" + _NOT_WORD, "cm"),
    (r"毫米|mm" + _NOT_WORD, "mm"),
    (r"平方米|平米|㎡|m2" + _NOT_WORD, "平方米"),
    (r"米|m" + _NOT_WORD, "m"),
    (r"英寸|吋|寸|inch" + _NOT_WORD, "寸"),
    (r"摄氏度|°c|度", "度"),
    (r"个?小时|个?钟头|h" + _NOT_WORD, "小时"),
    (r"分钟|min" + _NOT_WORD, "分钟"),
    (r"个?星期|个?礼拜", "周"),
    (r"块钱|元钱|圆|rmb|块(?=$|[^一-鿿]|的|以|左|多|能|吗|呢|够)", "元"),
)
_UNIT = re.compile(r"(?<=\d)\s?(?:" + "|".join(f"(?P<u{i}>{p})" for i, (p, _) in enumerate(_UNITS)) + ")")
_MONEY_SIGN = re.compile(r"[¥￥]\s?(\d+(?:\.\d+)?)")
_DAYS = re.compile(r"(?<![月\d.])(\d+)日(?!常|用|历)")
_DAY_OF_MONTH = re.compile(r"(?<=月)(\d{1,2})号")


def normal_form(text: str) -> str:
    """NFKC, lower case, no invisible characters or emoji, numerals and units in one spelling, single spaces.

    Traditional characters are folded where a converter is at hand, before this.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _PICTURES.sub(_picture, text)).lower())
    text = _BRACKET_FACES.sub(" ", text)
    text = ungrouped(_SPACES.sub(" ", text))
    text = digits_for_numerals(text)
    text = _MONEY_SIGN.sub(r"\1元", text)
    text = _UNIT.sub(lambda m: _UNITS[int((m.lastgroup or "u0")[1:])][1], text)
    return _DAYS.sub(r"\1天", _DAY_OF_MONTH.sub(r"\1日", text)).strip()


def _picture(match: re.Match[str]) -> str:
    # ① counts; ★ and 😀 say nothing that could be searched for.
    return match.group(0) if unicodedata.numeric(match.group(0), None) is not None else " "
