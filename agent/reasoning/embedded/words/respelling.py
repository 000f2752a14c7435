"""A slip of the input method in a question, read as what the evidence writes with the same sound: 发漂 as 发票."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import lazy_pinyin

from agent.reasoning.embedded.words.lexicon import lexicon
from agent.reasoning.embedded.words.segment import segment
from agent.reasoning.embedded.words.word_lists import word_set
from domain.text.terms import HAN


def respelt(question: str, evidence: Iterable[str], names: Iterable[str] = ()) -> str:
    """The question with single characters, that make no word and stand nowhere, as the evidence spells them.

    Args:
        question: As it is to be read.
        evidence: What the passages say, headings and questions included.
        names: Product names and other terms of the shop, which are words.
    """
    loose = tuple(_loose(question, frozenset(names)))
    if not loose:
        return question
    said = "\n".join(evidence)
    known = _by_sound(said)
    spelt = list(question)
    for place in loose:
        # With the character before it or behind it: of the two the pair that is met more often.
        found = Counter[str]()
        for start in (place - 1, place):
            pair = question[start : start + 2] if start >= 0 else ""
            if len(pair) < 2 or not all(map(HAN.match, pair)) or pair in said:
                continue
            for other, times in known.get(_sounds(pair), {}).items():
                same = other[1 - (place - start)] == pair[1 - (place - start)]
                # A character that the shop writes itself is rarely the slip, unless a word comes of it.
                if same and (other in lexicon() or question[place] not in said):
                    found[other[place - start]] += times
        if found:
            spelt[place] = found.most_common(1)[0][0]
    return "".join(spelt)


def _loose(question: str, names: frozenset[str]) -> Iterable[int]:
    """Characters that belong to no word of more than one character, and are no word of grammar."""
    for token in segment(question, names):
        if len(token.text) == 1 and HAN.match(token.text) and token.text not in word_set("stop_words"):
            pairs = (question[max(0, token.start - 1) : token.start + 1], question[token.start : token.start + 2])
            if not any(len(pair) == 2 and pair in lexicon() for pair in pairs):
                yield token.start


@lru_cache(maxsize=32)
def _by_sound(said: str) -> dict[tuple[str, str], dict[str, int]]:
    """Pairs of neighbouring characters by how they sound, with how often they are met."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(Counter)
    for run in HAN.findall(said):
        for pair in (run[n : n + 2] for n in range(len(run) - 1)):
            found[_sounds(pair)][pair] += 1
    return found


def _sounds(pair: str) -> tuple[str, str]:
    return _sound(pair[0]), _sound(pair[1])


@lru_cache(maxsize=16_384)
def _sound(character: str) -> str:
    return str(lazy_pinyin(character)[0])
