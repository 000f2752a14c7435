"""Chinese names as people write them who don't write Chinese: by their sound."""

from functools import lru_cache

from pypinyin import lazy_pinyin

from domain.text.terms import HAN

SHORTEST = 4
"""Letters of a name; less is the sound of too much."""


def spelt_out(word: str, text: str) -> bool:
    """Whether a Latin word in lower case is how at least two characters of the text sound in a row: fuyang, 富阳."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return False
    return any(_begins(word, run[start:]) for run in _syllables(text) for start in range(len(run) - 1))


def _begins(word: str, syllables: tuple[str, ...]) -> bool:
    said = ""
    for count, syllable in enumerate(syllables, 1):
        said += syllable
        if said == word:
            return count > 1
        if not word.startswith(said):
            break
    return False


@lru_cache(maxsize=4096)
def _syllables(text: str) -> tuple[tuple[str, ...], ...]:
    """Of each run of Chinese characters."""
    return tuple(tuple(lazy_pinyin(run)) for run in HAN.findall(text))
