"""The word list behind segmentation and term weights.

``words.tsv`` holds word, frequency and part of speech (first letter of the ICTCLAS tag), cut from the dictionary of
jieba 0.42.1 (MIT licence): words of up to four characters without names of people and idioms; rarer words are left out.
"""

import math
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from agent.reasoning.embedded.words.shop_words import SHOP_WORDS
from agent.reasoning.embedded.words.synonyms import SYNONYMS

SHOP_FREQUENCY = 1500
"""Words of the trade count as common enough to win over a split into single characters."""
_PHRASE = re.compile(r"[能可用有没不怎多什哪谁啥几还想要我你钱好坏少]|.*[了吗到]$")
"""How a form begins or ends that is a piece of a sentence, not a word: 能用多久 must not swallow 能."""


class Word(NamedTuple):
    """A known word."""

    logp: float
    """Log probability."""
    tag: str
    """n noun, v verb, a adjective, r pronoun, m numeral, q classifier, d adverb, p, c, u, y, t, f …"""
    rarity: float
    """0 (the commonest) to 1 (rare)."""


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Word]:
    """All known words; read once."""
    raw: dict[str, tuple[int, str]] = {}
    text = files("agent.reasoning.embedded.words").joinpath("words.tsv").read_text("utf-8")
    for line in text.splitlines():
        word, frequency, tag = line.split("\t")
        raw[word] = (int(frequency), tag)
    forms = {form for group in SYNONYMS for form in group if 1 < len(form) <= 4 and not _PHRASE.match(form)}
    for word in SHOP_WORDS | forms:
        frequency_, tag_ = raw.get(word, (0, "n"))
        raw[word] = (max(frequency_, SHOP_FREQUENCY), tag_)
    log_total = math.log(sum(frequency for frequency, _ in raw.values()))
    return {
        word: Word(math.log(frequency) - log_total, tag, _rarity(frequency)) for word, (frequency, tag) in raw.items()
    }


def _rarity(frequency: int) -> float:
    # 300,000 is about the commonest word's frequency in the list, 300 that of an ordinary content word.
    return min(1.0, max(0.0, (math.log(300_000) - math.log(frequency)) / (math.log(300_000) - math.log(300))))
