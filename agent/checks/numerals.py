"""Chinese and Arabic number words to decimals."""

from decimal import Decimal, InvalidOperation

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMERAL = r"[零一二两三四五六七八九十百千万]+"
"""Regular expression of a Chinese number word."""


def number_of(words: str, digits: bool = False) -> Decimal | None:
    """The number that these words write; None if they write none. 半 is one half.

    Args:
        words: ``15``, ``1,200``, ``1.5万``, ``十五``, ``两千``, ``半``.
        digits: Read 八五 digit by digit as 85 (as in 八五折).
    """
    plain = words.replace(",", "").strip()
    if plain == "半":
        return Decimal("0.5")
    factor = 1
    if plain and plain[0].isascii() and plain[-1] in _UNITS:
        plain, factor = plain[:-1], _UNITS[plain[-1]]
    try:
        return Decimal(plain) * factor
    except InvalidOperation:
        pass
    if all(character in _DIGITS for character in plain) and plain and (digits or len(plain) == 1):
        return Decimal("".join(str(_DIGITS[character]) for character in plain))
    return _chinese(plain)


def _chinese(words: str) -> Decimal | None:
    total = section = digit = 0
    seen = False
    for character in words:
        if character in _DIGITS:
            if digit:
                return None
            digit, seen = _DIGITS[character], True
        elif character == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif character in _UNITS:
            section, digit, seen = section + (digit or 1) * _UNITS[character], 0, True
        else:
            return None
    return Decimal(total + section + digit) if seen else None
