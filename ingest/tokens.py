"""Counting tokens, without ever cutting on them: rare characters span several."""

from functools import lru_cache

import tiktoken

from ingest.offline import place_encoding


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    place_encoding()
    return tiktoken.get_encoding("o200k_base")


def count_tokens(text: str) -> int:
    """Number of o200k_base tokens; markers of special tokens count as plain text."""
    return len(_encoding().encode_ordinary(text))
