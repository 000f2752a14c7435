"""Which of the spelling corrections to believe: search may try any, a reply must not rest on a guess."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from agent.reasoning.embedded.words.lexicon import lexicon
from agent.reasoning.embedded.words.segment import Token, segment
from agent.reasoning.embedded.words.word_lists import word_set

SAME_TURN = 0.6
"""Likeness under which the corrected text isn't this message with corrections but a completed question."""
STRETCH = 3
"""Characters around a correction that, standing in a name, make it a correction of that name."""


def mended(typed: str, corrected: str, names: Iterable[str] = ()) -> str:
    """The message with those corrections that make a word of what was none; 还能 never becomes 不能.

    Args:
        typed: As the customer wrote it.
        corrected: As search read it; may be in another form (digits, width, case).
        names: Product names and other terms of the shop, which are words.
    """
    lowered = typed.lower()
    matcher = SequenceMatcher(None, lowered, corrected, autojunk=False)
    if matcher.ratio() < SAME_TURN:
        return corrected
    known = frozenset(names)
    before, after = segment(lowered, known), segment(corrected, known)
    pieces: list[str] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        believed = kind == "replace" and (
            _makes_word(_at(before, a, b), _at(after, c, d), known) or _in_name(corrected, c, d, known)
        )
        pieces.append(corrected[c:d] if believed else typed[a:b])
    return "".join(pieces)


def _at(tokens: list[Token], start: int, end: int) -> list[Token]:
    return [token for token in tokens if token.start < end and start < token.start + len(token.text)]


def _makes_word(typed: list[Token], corrected: list[Token], names: frozenset[str]) -> bool:
    if any(token.text in word_set("stop_words") for token in typed) or not corrected:
        return False
    words = [token.text for token in corrected]
    if not all(len(word) > 1 and (word in lexicon() or word in names) for word in words):
        return False
    was = max((len(t.text) for t in typed if t.text in lexicon() or t.text in names), default=1)
    return max(map(len, words)) > was


def _in_name(text: str, start: int, end: int, names: frozenset[str]) -> bool:
    stretches = (text[i : max(end, i + STRETCH)] for i in range(max(0, end - STRETCH), start + 1))
    return any(len(stretch) >= STRETCH and stretch in name.lower() for stretch in stretches for name in names)
