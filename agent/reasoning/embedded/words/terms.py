"""What a question is about: its content words with weights and the other forms they may take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from agent.reasoning.embedded.words.lexicon import lexicon
from agent.reasoning.embedded.words.segment import Token, segment
from agent.reasoning.embedded.words.word_lists import word_rows, word_set
from domain.intents import Language
from domain.text.english import chinese_wordings

TAG_WEIGHTS: Mapping[str, float] = {
    "n": 1.0,
    "x": 0.9,
    "v": 0.8,
    "a": 0.8,
    "o": 0.8,
    "b": 0.8,
    "z": 0.6,
    "s": 0.6,
    "t": 0.5,
}
"""By part of speech; others carry no content of their own."""
FREE_TAGS = frozenset("uycpewdrqmfhk")
"""Particles, pronouns, numerals, adverbs and the like."""
LIGHT = 0.25
_WHICH = ("什么", "啥", "哪家", "哪种", "哪些")
OTHERWISE_SAID = 0.6


@dataclass(frozen=True)
class Term:
    """A content word of a question."""

    text: str
    weight: float
    """0-1: how much an answer has to be about it."""
    forms: tuple[str, ...]
    """The word and what documents may say for it."""
    strict: bool = False
    """A code or model number: nothing but itself will do."""


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for group in word_rows("synonyms"):
        for form in group:
            groups.setdefault(form, []).extend(other for other in group if other != form)
    for char, *forms in word_rows("short_forms"):
        groups.setdefault(char, []).extend(forms)
    return {form: tuple(dict.fromkeys(others)) for form, others in groups.items()}


def forms_of(word: str, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """The word and what may stand for it, the shop's own synonyms included (in both directions)."""
    own: list[str] = []
    for name, others in (synonyms or {}).items():
        if word == name or word in others:
            own += [name, *others]
    # 罐子, 盒子: the documents say 茶罐, 礼盒.
    bare = [word[0]] if len(word) == 2 and word.endswith("子") else []
    return tuple(dict.fromkeys([word, *own, *_groups().get(word, ()), *bare]))


def key_terms(
    question: str, names: Iterable[str] = (), synonyms: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Term, ...]:
    """The content words of a question in order, each once.

    Args:
        question: In Chinese; Latin words and codes are kept whole.
        names: Product names and other terms of the shop, kept whole.
        synonyms: The shop's own: term of its documents to what customers say.
    """
    own_words = {*names, *(form for name, others in (synonyms or {}).items() for form in (name, *others))}
    terms: dict[str, Term] = {}
    for token in _merged(segment(question, own_words)):
        if kinds := _of_a_kind(token.text, question):
            terms[token.text] = Term(kinds[0], 1.0, kinds)
            continue
        weight = _weight(token, own_words)
        if weight > 0 and token.text not in terms:
            strict = token.tag == "x" and any(c.isdigit() for c in token.text)
            terms[token.text] = Term(token.text, weight, forms_of(token.text, synonyms), strict)
    return tuple(terms.values())


def _of_a_kind(word: str, question: str) -> tuple[str, ...]:
    """The phrase that asks which thing of a kind it is, with the things: 什么快递, 顺丰, 中通."""
    for asking in _WHICH:
        phrase = f"{asking}{word}"
        if phrase in question and phrase in _groups():
            return forms_of(phrase)
    return ()


def english_terms(question: str, names: Iterable[str] = (), regions: Iterable[str] = ()) -> tuple[Term, ...]:
    """The content words of an English question, in the wording of Chinese documents where the glossary knows it.

    Args:
        question: In English.
        names: Product names and other terms of the shop, kept whole.
        regions: Places named in it, in Chinese.
    """
    lowered = question.lower()
    terms = [Term(name, 1.0, (name,)) for name in (*names, *regions) if name.lower() in lowered or name in regions]
    for wordings in chinese_wordings(question):
        word = wordings[0]
        if word in regions:
            continue
        strict = any(char.isdigit() for char in word)
        weight = 1.0 if strict else 0.5 if word.isascii() else 0.8
        forms = tuple(dict.fromkeys(form for wording in wordings for form in forms_of(wording)))
        terms.append(Term(word, weight, forms, strict))
    return tuple({term.text: term for term in terms}.values())


def terms_in(question: str, language: Language) -> tuple[Term, ...]:
    """The content words of a question in this language, without a shop's own."""
    return english_terms(question) if language is Language.ENGLISH else key_terms(question)


def _weight(token: Token, own_words: set[str]) -> float:
    if token.text in own_words:
        return 1.0
    if token.text in word_set("stop_words"):
        return 0.0
    if token.text in word_set("light_words"):
        return LIGHT
    if token.tag in FREE_TAGS:
        # Whatever its part of speech, a word with a known other wording says something: 首次, 免费, 同时.
        return OTHERWISE_SAID if len(token.text) > 1 and token.text in _groups() else 0.0
    known = lexicon().get(token.text)
    weight = TAG_WEIGHTS.get(token.tag, 0.5)
    return weight if known is None else weight * (0.4 + 0.6 * known.rarity)


def _merged(tokens: list[Token]) -> list[Token]:
    """Neighbouring single characters with content are one name or compound that the word list doesn't know."""
    merged: list[Token] = []
    for token in _without_counts(tokens):
        last = merged[-1] if merged else None
        if last and _loose(token) and _loose(last) and last.start + len(last.text) == token.start:
            merged[-1] = Token(last.text + token.text, "o", last.start)
        else:
            merged.append(token)
    return merged


def _without_counts(tokens: list[Token]) -> Iterable[Token]:
    """A classifier is one only after a number: 2米, but 米 in a name."""
    last = ""
    for token in tokens:
        yield token if token.tag != "q" or last in "mr" else token._replace(tag="n")
        last = token.tag


def _loose(token: Token) -> bool:
    if token.text in word_set("stop_words"):
        return False
    return token.tag == "o" or (len(token.text) == 1 and token.tag in "vna")
