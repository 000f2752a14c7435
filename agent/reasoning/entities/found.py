"""What every recogniser returns, and the form in which all of them read."""

from typing import NamedTuple

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，！？；：（）"}
_WIDE |= {0x3000: 0x20, 0x2013: 0x2D, 0x2014: 0x2D, 0x2212: 0x2D}


class Found(NamedTuple):
    """A value and where it stands; ``text[start:end]`` is how it was written."""

    value: str
    start: int
    end: int


def fold(text: str) -> str:
    """Half-width letters, digits and dashes, one character for one, so that offsets stay those of the text."""
    return text.translate(_WIDE)


def first_of_each(found: list[Found]) -> tuple[str, ...]:
    """Values in order of appearance, each once."""
    return tuple(dict.fromkeys(item.value for item in sorted(found, key=lambda item: item.start)))


def overlaps(one: Found, others: list[Found]) -> bool:
    """Whether the span touches any of the others."""
    return any(one.start < other.end and other.start < one.end for other in others)
