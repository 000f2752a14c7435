"""Thousands commas: 1,280 is one number; in 选1.60，500度 the comma parts two."""

import re

_GROUPED = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3})+(?!\d)")


def ungrouped(text: str) -> str:
    """The text with the commas inside its numbers taken out; a number with decimals before the comma has none."""
    return _GROUPED.sub(lambda match: re.sub("[,，]", "", match.group()), text)
