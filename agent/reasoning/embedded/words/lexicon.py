"""Known words with what segmentation and term weights need of them."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from agent.reasoning.embedded.words.dictionary import Entry, dictionary
from agent.reasoning.embedded.words.word_lists import word_set

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
    """All known words; made once."""
    entries = dict(dictionary())
    forms = {form for form in word_set("synonyms") if 1 < len(form) <= 4 and not _PHRASE.match(form)}
    for word in word_set("shop_words") | forms:
        known = entries.get(word, Entry(0, "n"))
        entries[word] = Entry(max(known.frequency, SHOP_FREQUENCY), known.tag)
    log_total = math.log(sum(entry.frequency for entry in entries.values()))
    return {
        word: Word(math.log(frequency) - log_total, tag, _rarity(frequency))
        for word, (frequency, tag) in entries.items()
    }


def _rarity(frequency: int) -> float:
    # 300,000 is about the commonest word's frequency in the dictionary, 300 that of an ordinary content word.
    return min(1.0, max(0.0, (math.log(300_000) - math.log(frequency)) / (math.log(300_000) - math.log(300))))
