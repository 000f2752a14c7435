"""How characters are typed: syllables without tones, folded where speakers and input methods mix them up."""

import re
from functools import lru_cache

from pypinyin import Style, pinyin

_FOLDS = (
    (re.compile(r"^zh"), "z"),
    (re.compile(r"^ch"), "c"),
    (re.compile(r"^sh"), "s"),
    (re.compile(r"^n(?=[aeiouv])"), "l"),
    (re.compile(r"(?<=[aei])ng$"), "n"),
    (re.compile(r"^lve$"), "lue"),
)
_PAIRS = ("末未", "己已", "拔拨", "侯候", "帖贴", "拆折", "晴睛", "日曰")
_LOOK_ALIKE = {pair[i]: pair[1 - i] for pair in _PAIRS for i in (0, 1)}
"""Mistaken by the eye, not by the ear."""


@lru_cache(maxsize=32_768)
def readings(character: str) -> frozenset[str]:
    """The folded syllables a character may be typed with, those of a look-alike too."""
    characters = character + _LOOK_ALIKE.get(character, "")
    return frozenset(fold(s) for c in characters for s in pinyin(c, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=32_768)
def syllable(character: str) -> str:
    """The usual syllable, not folded."""
    return str(pinyin(character, style=Style.NORMAL)[0][0])


def fold(syllable: str) -> str:
    """zhang, zang and zan are one: retroflex, n/l and front/back nasals are folded."""
    for pattern, folded in _FOLDS:
        syllable = pattern.sub(folded, syllable)
    return syllable


def sounds_alike(a: str, b: str) -> bool:
    """Whether two characters may be typed the same."""
    return not readings(a).isdisjoint(readings(b))
