"""A normalised copy of a text that remembers where each character came from.

People disguise words with full-width letters, invisible characters, look-alikes, traditional characters and separators.
Rules read the copy; findings point into the original.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import zhconv

_LOOK_ALIKES = {
    # Cyrillic and Greek letters that are drawn like Latin ones.
    **dict(zip("аеорсхуіѕјвкмнт", "aeopcxyisjbkmht", strict=True)),
    **dict(zip("αοντικρ", "aovtikp", strict=True)),
    **dict.fromkeys("➕✚✛＋", "+"),
    # Hearts stand for the second syllable of 微信.
    **dict.fromkeys("❤♥♡💗💚💛💙💜🖤🧡💕💖💓", "心"),
    **dict.fromkeys("〇○", "零"),
    **dict.fromkeys("丨｜", "|"),
}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Mn", "Me"}
_SEPARATORS = re.compile(r"[^\S\n]|[·・._\-–—*|/\\~、'\"`^…•]")
"""What is put between characters to hide a word; commas and full stops part clauses and stay."""
_CHINESE_DIGITS = str.maketrans("零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两", "012345678911234567892")


@dataclass(frozen=True)
class Folded:
    """A copy with ``origin[i]``: the index in the original of the copy's character ``i``."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's character span of ``text[start:end]``, which must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=20_000)
def _fold_character(character: str) -> str:
    folded = _LOOK_ALIKES.get(character)
    if folded is not None:
        return folded
    if character == "\n":
        return character
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    plain = unicodedata.normalize("NFKC", character).lower()
    plain = "".join(_LOOK_ALIKES.get(c, c) for c in plain if unicodedata.category(c) not in _INVISIBLE)
    if plain and "㐀" <= plain[0] <= "鿿":
        return str(zhconv.convert(plain, "zh-hans"))
    return plain


@lru_cache(maxsize=1024)
def fold(text: str) -> Folded:
    """Half-width, lower-case, simplified, without invisible characters and combining marks."""
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for plain in _fold_character(character):
            characters.append(plain)
            origin.append(index)
    return Folded("".join(characters), tuple(origin))


@lru_cache(maxsize=1024)
def compact(folded: Folded) -> Folded:
    """The folded copy without spaces and separators: 加 - 我 . 微 信 → 加我微信."""
    kept = [index for index, character in enumerate(folded.text) if not _SEPARATORS.match(character)]
    return Folded("".join(folded.text[i] for i in kept), tuple(folded.origin[i] for i in kept))


def with_digits(folded: Folded) -> Folded:
    """The same with Chinese digits as Arabic ones, character by character: 一三八 → 138."""
    return Folded(folded.text.translate(_CHINESE_DIGITS), folded.origin)
