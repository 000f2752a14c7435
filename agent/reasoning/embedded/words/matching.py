"""How far a text speaks of a term."""

import re
from functools import lru_cache

from agent.reasoning.embedded.words.lexicon import lexicon
from agent.reasoning.embedded.words.likeness import likeness
from agent.reasoning.embedded.words.segment import segment
from agent.reasoning.embedded.words.terms import Term, forms_of

_SPACE = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")

SYNONYM = 0.9
"""What another form of the word is worth beside the word itself."""
LIKE = 0.8
"""What a word of like meaning is worth."""
LONE = 0.6
"""What a single character is worth: it may be part of another word (发 in 发霉)."""
PARTIAL = 0.75
"""The most that a word's parts are worth."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Case folded, without space: how texts are compared."""
    # Space between Latin words stays: S8 Pro is not S8Pro's S8.
    return _SPACE.sub("", text.lower())


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, as known to the dictionary; kept, because passages return."""
    return frozenset(token.text for token in segment(text) if len(token.text) > 1 and token.tag != "w")


def _compound(word: str, folded: str) -> float:
    """What no dictionary knows is a name, met by most of it, or words run together, each met by itself: 瓜裂."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    together = PARTIAL * sum(pair in folded for pair in pairs) / len(pairs)
    if len(word) == 3:
        # The last character of three is often only the class of thing: 夜场票, 滤网片.
        together = max(together, 0.7 if word[:2] in folded else 0.5 if word[1:] in folded else 0.0)
    apart = [any(form in folded for form in forms_of(char)) for char in word]
    return max(together, LONE if all(apart) and len(word) <= 3 else 0.0)


@lru_cache(maxsize=1024)
def _code_pattern(code: str) -> re.Pattern[str]:
    """The code by itself, with or without the hyphen and the zeros before its number: E6, E-06."""
    parts = re.fullmatch(r"([a-z]+)-?0*(\d.*)", code)
    body = rf"{parts[1]}-?0*{re.escape(parts[2])}" if parts else re.escape(code)
    return re.compile(rf"(?<![a-z0-9]){body}(?![a-z0-9])")


def coverage(term: Term, folded: str, words: frozenset[str] = frozenset()) -> float:
    """0-1: how far a folded text speaks of the term.

    Args:
        term: Of the question.
        folded: Through ``fold``.
        words: The text's words; when given, words of like meaning count.
    """
    literal = _literal(term, folded)
    if literal >= LIKE or not words or term.strict or len(term.text) < 2:
        return literal
    return max(literal, LIKE * likeness(term.text, words))


def _literal(term: Term, folded: str) -> float:
    word = fold(term.text)
    if term.strict:
        return 1.0 if _code_pattern(word).search(folded) else 0.0
    if len(word) > 1 and word in folded:
        return 1.0
    if any(fold(form) in folded for form in term.forms[1:]):
        return SYNONYM
    if len(word) == 1:
        return LONE if word in folded else 0.0
    if word.isascii():
        return 0.0
    if word not in lexicon():
        return max(_compound(word, folded), 0.35 if len(word) == 2 and any(char in folded for char in word) else 0.0)
    if len(word) == 2:
        # Half of a two-character word is a hint at best: 洗涤 and 洗.
        return 0.35 if any(char in folded for char in word) else 0.0
    if len(word) == 3:
        # The last character of three is often only the class of thing: 夜场票, 滤网片.
        return 0.7 if word[:2] in folded else 0.5 if word[1:] in folded else 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return PARTIAL * sum(pair in folded for pair in pairs) / len(pairs)
