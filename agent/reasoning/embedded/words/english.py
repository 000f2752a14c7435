"""English questions over Chinese documents: the wording the documents use, by a glossary of customer service."""

import re
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[a-z]*\d[a-z0-9-]*|[a-z]+(?:'[a-z]+)?|[\u3400-\u9fff]+")
FUNCTION_WORDS = frozenset(
    "a an the this that these those it its i me my we our you your he she they them is are am was were be been do does "
    "did can could will would shall should may might must have has had what when where which who whom whose why how if "
    "or and but not no yes of to in on at by for from with about into onto as than then there here please hi hello hey "
    "thanks thank want like need get got long much many time make take use using some any one also just only still "
    "after before during per each every mean means tell know let don't doesn't can't i'm i'd it's what's there's item "
    "items product products thing things back come goes go".split()
)
"""Say nothing about what a question is about."""


@lru_cache(maxsize=1)
def glossary() -> dict[tuple[str, ...], tuple[str, ...]]:
    """English phrase, as words, to its Chinese wordings."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in files("agent.reasoning.embedded.words").joinpath("english.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, _, wording = line.partition(" = ")
            table[tuple(phrase.split())] = tuple(wording.split())
    return table


def chinese_wordings(question: str) -> list[tuple[str, ...]]:
    """For each content word or phrase of an English question, its Chinese wordings, or itself when unknown."""
    words = _WORD.findall(question.lower())
    table, found, at = glossary(), list[tuple[str, ...]](), 0
    while at < len(words):
        for length in (3, 2, 1):
            wording = table.get(tuple(words[at : at + length]))
            if wording and at + length <= len(words):
                found.append(wording)
                at += length
                break
        else:
            if words[at] not in FUNCTION_WORDS:
                found.append((words[at],))
            at += 1
    return found
