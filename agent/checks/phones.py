"""Where telephone numbers stand in a text.

Mobile numbers and landlines are told by their shape, spoken and broken ones too; numbers of other countries by
libphonenumber, which knows the numbering plans.
"""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

_MOBILE = re.compile(r"(?<![0-9a-z])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}[ -]?\d{4}|\d[ -]?\d{3}[ -]?\d{4})(?![0-9a-z])")
_SPOKEN_MOBILE = re.compile(
    r"[一幺][ -]?[三四五六七八九](?:[ -]?[零一二三四五六七八九幺]){9}(?![零一二三四五六七八九幺])"
)
_LANDLINE = re.compile(
    r"(?<![0-9a-z])\(?0\d{2,3}\)?[ -]?[2-8]\d{2,3}[ -]?\d{4}(?:\s?(?:-|转|分机|ext\.?)\s?\d{1,5})?(?![0-9a-z])"
)
_ABROAD = re.compile(r"(?<![0-9a-z])\+\d|(?<![0-9a-z])00[1-9]\d")
"""Only then is the text worth the library's time: it reads a text in about a millisecond."""
_TRIES = 20


def phone_spans(text: str) -> Iterator[tuple[int, int]]:
    """Character spans; they may overlap.

    Args:
        text: Half-width, lower case.
    """
    for pattern in (_MOBILE, _SPOKEN_MOBILE, _LANDLINE):
        for match in pattern.finditer(text):
            yield match.span()
    if _ABROAD.search(text):
        for found in PhoneNumberMatcher(text, "CN", leniency=Leniency.VALID, max_tries=_TRIES):
            yield found.start, found.end
