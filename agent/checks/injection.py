"""Text that tries to instruct the bot, in Chinese and English, plain or disguised.

Used on customers' messages and on everything untrusted that a reply is made from. A hit never changes what is allowed:
it is noted, and evidence that has one is not quoted.
"""

import base64
import binascii
from collections.abc import Iterator

from agent.checks.folding import Folded, compact, fold
from agent.checks.injection_patterns import COMPACT, ENCODED, LEET, SPACED

_MAX_ENCODED = 8_000
"""Characters of encoded text that are read; more is not decoded."""


def is_injection(text: str) -> bool:
    """Whether the text has an attempt to instruct the bot, its tools or its rules."""
    return next(_spans(text), None) is not None


def injection_spans(text: str) -> list[tuple[int, int]]:
    """Character spans of such attempts, left to right; they may overlap."""
    return sorted(set(_spans(text)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    for pattern in SPACED:
        yield from (folded.span(*match.span()) for match in pattern.finditer(folded.text))
    tight = compact(folded)
    for copy in (tight, Folded(tight.text.translate(LEET), tight.origin)):
        for pattern in COMPACT:
            yield from (copy.span(*match.span()) for match in pattern.finditer(copy.text))
    for match in ENCODED.finditer(text):
        decoded = _decode(match[0][:_MAX_ENCODED])
        if decoded and next(_spans(decoded), None) is not None:
            yield match.span()


def _decode(token: str) -> str | None:
    try:
        decoded = base64.b64decode(token + "=" * (-len(token) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    # A decoded text that is encoded once more is not followed: each level is shorter, but patience is finite too.
    return None if ENCODED.fullmatch(decoded) else decoded
