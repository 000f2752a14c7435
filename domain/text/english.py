"""English questions over Chinese documents: the wording the documents use, by a glossary of everyday words."""

import re
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[a-z]*\d[a-z0-9-]*|[a-z]+(?:'[a-z]+)?|[\u3400-\u9fff]+")
_LONGEST = 3
"""Words of a phrase."""
_ENDINGS = (("ies", "y"), ("ves", "f"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
"""Endings of plurals and verbs, and what stands in their place in the glossary."""


def chinese_wordings(question: str) -> list[tuple[str, ...]]:
    """For each content word or phrase of an English question, its Chinese wordings, or itself when unknown."""
    words, found, at = _WORD.findall(question.lower()), list[tuple[str, ...]](), 0
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
    return next((_glossary()[key] for stem in stems if (key := (*first, stem)) in _glossary()), ())


@lru_cache(maxsize=1)
def _glossary() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in _lines("english.txt"):
        phrase, _, wording = line.partition(" = ")
        table[tuple(phrase.split())] = tuple(wording.split())
    return table


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(word for line in _lines("english_stop_words.txt") for word in line.split())


def _lines(name: str) -> list[str]:
    text = files("domain.text").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
