"""The form of a screening rule."""

import re
from dataclasses import dataclass
from typing import Literal

from domain.reply import FindingType

Copy = Literal["spaced", "compact", "digits"]


@dataclass(frozen=True)
class Rule:
    """One thing that must not be said.

    Attributes:
        name: For people, in Chinese.
        type: The finding it makes.
        pattern: On the folded copy (half-width, lower-case, simplified; ，is a comma there).
        advice: What to write instead.
        copy: ``spaced`` keeps separators, ``compact`` has none, ``digits`` has none and Arabic digits only.
        unless: Found within the hit's sentence, it makes the hit harmless.
    """

    name: str
    type: FindingType
    pattern: re.Pattern[str]
    advice: str
    copy: Copy = "compact"
    unless: re.Pattern[str] | None = None


def rule(name: str, kind: FindingType, pattern: str, advice: str, *, copy: Copy = "compact", unless: str = "") -> Rule:
    """A rule from its regular expressions."""
    return Rule(name, kind, re.compile(pattern), advice, copy, re.compile(unless) if unless else None)
