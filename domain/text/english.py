"""English questions over Chinese documents: the wording the documents use, by a glossary of everyday words."""

import re
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[a-z]*\d[a-z0-9-]*|[a-z]+(?:'[a-z]+)?|[\u3400-\u9fff]+")
_LONGEST = 3
"""Words of a phrase."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_OPENS = re.compile(
    r"\W*(?:what|which|how|where|when|who|why|is|are|am|was|do|does|did|can|could|may|will|would|should|has|have|any|i|"
    r"im|i'm|i've|my|need|want|looking|price)\b",
    re.IGNORECASE,
)
"""How English questions begin."""
_TYPED = 6
"""Letters from which a word may be a misspelt word of the glossary; shorter ones are too often words themselves."""
_SHORTHAND = {"u": "you", "ur": "your", "r": "are", "n": "and", "w": "with", "pls": "please", "plz": "please"}
_VOWELS = frozenset("aeiou")
_ENDINGS = (("ies", "y"), ("ves", "f"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
"""Endings of plurals and verbs, and what stands in their place in the glossary."""


def is_english(text: str) -> bool:
    """Whether a text is English: Latin words clearly outweigh Chinese characters, or it is an English sentence around
    a Chinese name (is 断涛 in stock).

    Without Chinese one everyday English word is enough (price?); a code or a brand alone is no language.
    """
    chinese, words = len(_HAN.findall(text)), _LATIN.findall(text)
    if not chinese:
        return len(words) >= 2 or any(map(is_english_word, words))
    around = len(words) >= 2 and 2 * len(words) > chinese and _OPENS.match(text) is not None
    return around or len(words) > max(1, 2 * chinese)


def chinese_wordings(question: str) -> list[tuple[str, ...]]:
    """For each content word or phrase of an English question, its Chinese wordings, or itself when unknown."""
    words = [_SHORTHAND.get(word, word) for word in _WORD.findall(question.lower())]
    found, at = list[tuple[str, ...]](), 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            if wording := _wording(words[at : at + length]):
                found.append(wording)
                at += length
                break
        else:
            if words[at] not in _stop_words():
                found.append((words[at],))
            at += 1
    return found


def glossed(question: str) -> str:
    """An English question followed by the Chinese wordings of its words; any other as it is.

    What reads both languages finds the Chinese passage for both together sooner than for the English alone.
    """
    if not is_english(question):
        return question
    words = [wording[0] for wording in chinese_wordings(question) if _HAN.search(wording[0])]
    return " ".join([question, *(word for word in words if word not in question)])


def with_chinese_names(words: str) -> str:
    """Words, and behind them in Chinese what they name in English: airfryer 到了没 → airfryer 到了没 空气炸锅."""
    latin = " ".join(_LATIN.findall(words))
    names = [name for wording in chinese_wordings(latin) for name in wording if len(name) > 1 and _HAN.search(name)]
    return " ".join([words, *dict.fromkeys(names)])


def is_english_word(word: str) -> bool:
    """Whether it is a word of everyday English: one of the glossary or a function word."""
    return len(word) > 2 and (word.lower() in _stop_words() or bool(_wording([word.lower()])))


def _wording(words: list[str]) -> tuple[str, ...]:
    """The glossary's entry for a phrase, whose last word may be inflected."""
    *first, last = words
    inflected = [(end, put) for end, put in _ENDINGS if last.endswith(end) and len(last) > len(end) + 2]
    stems = [last, *(last.removesuffix(end) + put for end, put in inflected)]
    if len(last) > 5 and last.endswith(("ing", "ed")):
        # stopped, shipping: the doubled consonant goes.
        stem = last.removesuffix("ing").removesuffix("ed")
        stems += [stem[:-1]] if stem[-1] == stem[-2] else []
    if found := next((_glossary()[key] for stem in stems if (key := (*first, stem)) in _glossary()), ()):
        return found
    if not first and last in _joined():
        return _joined()[last]
    return () if first else _glossary().get((_meant(last),), ())


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    """The one word of the glossary that a word of some length is a slip away from (warrenty, shiping); else itself."""
    if len(word) < _TYPED or word in _stop_words() or not word.isalpha():
        return word
    near = {key[0] for key in _glossary() if len(key) == 1 and _one_slip(word, key[0])}
    return near.pop() if len(near) == 1 else word


def _one_slip(word: str, meant: str) -> bool:
    """Whether a letter was doubled or not, two have changed places, or one vowel stands for another."""
    if word[0] != meant[0] or abs(len(word) - len(meant)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    a, b = word[at:], meant[at:]
    if len(a) != len(b):
        longer, rest = (word, b) if len(a) > len(b) else (meant, a)
        return longer[at] == longer[at - 1] and longer[at + 1 :] == rest
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or (a[1:] == b[1:] and {a[0], b[0]} <= _VOWELS and len(word) > _TYPED)


@lru_cache(maxsize=1)
def _glossary() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in _lines("english.txt"):
        phrase, _, wording = line.partition(" = ")
        table[tuple(phrase.split())] = tuple(wording.split())
    return table


@lru_cache(maxsize=1)
def _joined() -> dict[str, tuple[str, ...]]:
    """Phrases written as one word: airfryer."""
    return {"".join(key): wording for key, wording in _glossary().items() if len(key) > 1}


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(word for line in _lines("english_stop_words.txt") for word in line.split())


def _lines(name: str) -> list[str]:
    text = files("domain.text").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
