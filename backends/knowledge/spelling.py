"""Misspelt words of a question, corrected to words that the shop writes."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import copy

from backends.knowledge.syllables import sounds_alike, syllable
from domain.text.english import is_english, is_english_word
from domain.text.synonyms import general_groups
from domain.text.terms import HAN

_LATIN = re.compile(r"(?<![a-z0-9])[a-z]{2,12}(?![a-z0-9])")
SHORTEST = 4
"""Letters from which a word that is none of English may be pinyin in an English sentence."""
BEGUN, NAME = 6, 4
"""Letters from which pinyin may stand for the beginning of a name, and its most characters (mianyun: 绵云美利奴)."""
_PASSES = 2
"""A word with two wrong characters is mended one at a time: 冲点宝 → 冲电宝 → 充电宝."""


class Spelling:
    """Corrects what no document contains: 帐蓬 → 帐篷, 运废 → 运费, tuikuan → 退款; initials of only one word."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Args: words: terms in search form that the shop's documents contain."""
        self._terms = frozenset(words)
        self._pairs: dict[str, frozenset[str]] = {}
        self._typed: dict[str, frozenset[str]] = {}
        self._begun: dict[str, frozenset[str]] = {}
        self._add({run for term in self._terms for run in HAN.findall(term)} | _general_words())

    def with_words(self, words: Iterable[str]) -> "Spelling":
        """The same with these terms as well: what a large shop's other documents say isn't gone through again."""
        new = frozenset(words) - self._terms
        if not new:
            return self
        more = copy(self)
        more._terms = self._terms | new
        more._pairs, more._typed, more._begun = dict(self._pairs), dict(self._typed), dict(self._begun)
        more._add({run for term in new for run in HAN.findall(term)})
        return more

    def _add(self, words: Iterable[str]) -> None:
        pairs: dict[str, set[str]] = defaultdict(set)
        typed: dict[str, set[str]] = defaultdict(set)
        begun: dict[str, set[str]] = defaultdict(set)
        for word in words:
            for i in range(len(word) - 1):
                pairs[word[i]].add(word[i : i + 2])
                pairs[word[i + 1]].add(word[i : i + 2])
            if 2 <= len(word) <= 6:
                typed["".join(syllable(c) for c in word)].add(word)
                typed["".join(syllable(c)[:1] for c in word)].add(word)
            for length in range(2, min(len(word), NAME + 1)):
                begun["".join(syllable(c) for c in word[:length])].add(word[:length])
        for known, added in ((self._pairs, pairs), (self._typed, typed), (self._begun, begun)):
            known.update({key: known.get(key, frozenset()) | each for key, each in added.items()})

    def correct(self, text: str, known: Callable[[str], bool]) -> str:
        """The question form with unknown pairs and Latin runs replaced; ``known`` tells what documents contain."""
        english = is_english(text)

        def read(match: re.Match[str]) -> str:
            word = match.group(0)
            # In an English sentence "women" and "is" are no pinyin.
            plain = english and (len(word) < SHORTEST or is_english_word(word))
            return word if plain or known(word) else self._meant(word, known)

        text = _LATIN.sub(read, text)
        for _ in range(_PASSES):
            text = HAN.sub(lambda m: self._correct_run(m.group(0), known), text)
        return text

    def _meant(self, typed: str, known: Callable[[str], bool]) -> str:
        """The one word typed so; else, spelt out in full by whoever writes no Chinese, how one name begins."""
        whole = _written(self._typed.get(typed, ()), known)
        if not whole and len(typed) >= BEGUN:
            whole = _written(self._begun.get(typed, ()), known)
        return whole[0] if len(whole) == 1 else typed

    def _correct_run(self, run: str, known: Callable[[str], bool]) -> str:
        i = 0
        while i < len(run) - 1:
            pair = run[i : i + 2]
            if not known(pair) and (better := self._pair(pair, known)):
                before, after = run[i - 1 : i] if i else "", run[i + 2 : i + 3]
                # A neighbour that fits the old character is a sign that the pair only straddles two words.
                kept = known(before + pair[0]) if before and better[0] != pair[0] else False
                kept = kept or (known(pair[1] + after) if after and better[1] != pair[1] else False)
                if not kept:
                    run = run[:i] + better + run[i + 2 :]
                    i += 1
            i += 1
        return run

    def _pair(self, pair: str, known: Callable[[str], bool]) -> str | None:
        """The word pair that shares one character and sounds the same in the other."""
        first = [w for w in self._pairs.get(pair[0], ()) if w[0] == pair[0] and sounds_alike(w[1], pair[1])]
        second = [w for w in self._pairs.get(pair[1], ()) if w[1] == pair[1] and sounds_alike(w[0], pair[0])]
        words = sorted({w for w in first + second if w != pair and known(w)}, key=lambda w: (-_same_tone(w, pair), w))
        return words[0] if words else None


def _written(words: Iterable[str], known: Callable[[str], bool]) -> list[str]:
    return [word for word in words if all(known(word[i : i + 2]) for i in range(len(word) - 1))]


def _same_tone(word: str, pair: str) -> int:
    return sum(syllable(a) == syllable(b) for a, b in zip(word, pair, strict=True))


def _general_words() -> set[str]:
    return {word for group in general_groups() for word in group if 2 <= len(word) <= 4 and HAN.fullmatch(word)}
