"""Cuts Chinese text into words: the likeliest path through the word list."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from agent.reasoning.embedded.words.lexicon import lexicon

UNKNOWN = -16.0
"""Log probability of a single character outside the list: worse than any listed word."""
EXTRA = -9.0
"""Log probability of a shop's own term, so that it wins over its parts."""
LONGEST = 8
_RUN = re.compile(r"[A-Za-z][A-Za-z0-9.+/-]*[A-Za-z0-9]|[A-Za-z]|\d+(?:\.\d+)?|[\u4e00-\u9fff]+|.", re.DOTALL)


class Token(NamedTuple):
    """A word in its place."""

    text: str
    tag: str
    """As in the word list; ``x`` Latin text, ``m`` number, ``w`` punctuation and space, ``o`` unknown character."""
    start: int


def segment(text: str, extra: Iterable[str] = ()) -> list[Token]:
    """The words of a text in order, nothing left out.

    Args:
        text: Any text.
        extra: The shop's own terms (product names), which are kept whole.
    """
    own = frozenset(term for term in extra if 1 < len(term) <= 2 * LONGEST)
    tokens: list[Token] = []
    for match in _RUN.finditer(text):
        piece = match.group()
        if "\u4e00" <= piece[0] <= "\u9fff":
            tokens.extend(token._replace(start=match.start() + token.start) for token in _cut(piece, own))
        else:
            tag = "m" if piece[0].isdigit() else "x" if piece[0].isascii() and piece[0].isalpha() else "w"
            tokens.append(Token(piece, tag, match.start()))
    return tokens


@lru_cache(maxsize=4096)
def _cut(run: str, own: frozenset[str]) -> tuple[Token, ...]:
    """Kept: a question is cut a dozen times on its way, and passages return."""
    words = lexicon()
    longest = max([LONGEST, *map(len, own)])
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        options = [(best[end - 1][0] + UNKNOWN, end - 1)]
        for start in range(max(0, end - longest), end):
            word = run[start:end]
            if word in own:
                options.append((best[start][0] + EXTRA, start))
            elif word in words:
                options.append((best[start][0] + words[word].logp, start))
        best.append(max(options))
    tokens: list[Token] = []
    end = len(run)
    while end:
        start = best[end][1]
        word = run[start:end]
        known = words.get(word)
        tokens.append(Token(word, "n" if word in own else known.tag if known else "o", start))
        end = start
    return tuple(tokens[::-1])
