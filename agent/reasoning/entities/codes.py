"""Fault codes, model numbers and the like: E3, P0420, X-200."""

import re

from agent.reasoning.entities.found import Found, overlaps

_CODE = re.compile(r"(?<![0-9A-Za-z])(?:[A-Za-z]{1,6}-?\d{1,5}[A-Za-z]{0,3}|\d{1,4}-?[A-Z]{1,4}\d{0,4})(?![0-9A-Za-z])")
_UNIT = re.compile(
    r"^\d+(?:mah|ah|wh|kwh|w|kw|v|kv|ml|l|kg|g|mg|km|cm|mm|m|h|min|s|ms|hz|khz|mhz|ghz|gb|tb|mb|db|pcs|pc|k|d|x|xl|xxl|"
    r"st|nd|rd|th|am|pm|rmb|p)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"^(?:no|vip|top|id|vol)-?\d+$", re.IGNORECASE)


def find_codes(text: str, numbers: tuple[str, ...], taken: list[Found]) -> list[Found]:
    """Codes that are no part of the numbers or spans already read as something else; quantities are none."""
    found = []
    for match in _CODE.finditer(text):
        code = Found(match.group(), match.start(), match.end())
        in_number = any(code.value.replace("-", "").upper() in number for number in numbers)
        if not in_number and not overlaps(code, taken) and not _UNIT.match(code.value) and not _WORD.match(code.value):
            found.append(code)
    return found
