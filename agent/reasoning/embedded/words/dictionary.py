"""The word list behind segmentation: read from the installed dictionary of jieba (MIT), without importing its code."""

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from domain.errors import ConfigurationError

LEAST = {1: 20, 2: 12, 3: 6, 4: 60}
"""Frequency from which a word of so many characters is taken; longer ones cut into parts that say the same."""
NAMES = ("nr", "nt", "i", "l", "j")
"""Tags left out: people, organisations, idioms, phrases, abbreviations; they swallow ordinary words."""
MORPHEMES = {"zg": "v", "vg": "v", "ng": "n", "ag": "a", "tg": "t", "dg": "d"}
"""Bound morphemes count as the part of speech they belong to."""


class Entry(NamedTuple):
    """A word of the dictionary."""

    frequency: int
    tag: str
    """First letter of the ICTCLAS tag."""


@lru_cache(maxsize=1)
def dictionary() -> dict[str, Entry]:
    """Chinese words of up to four characters. Raises: ConfigurationError: jieba is not installed."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigurationError("the word list is missing: install the package jieba")
    text = (Path(spec.submodule_search_locations[0]) / "dict.txt").read_text("utf-8")
    entries: dict[str, Entry] = {}
    for line in text.splitlines():
        word, frequency, tag = line.split(" ")
        if len(word) > 4 or not "\u4e00" <= word[0] <= "\u9fff" or int(frequency) < LEAST[len(word)]:
            continue
        if tag.startswith(NAMES) or not "\u4e00" <= word[-1] <= "\u9fff":
            continue
        entries[word] = Entry(int(frequency), MORPHEMES.get(tag, tag)[0])
    return entries
