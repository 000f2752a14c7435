"""English questions over Chinese documents: the wording the documents use, by a glossary of customer service."""

import re
from functools import lru_cache
from importlib.resources import files

from agent.reasoning.embedded.words.word_lists import word_set

_WORD = re.compile(r"[a-z]*\d[a-z0-9-]*|[a-z]+(?:'[a-z]+)?|[\u3400-\u9fff]+")


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
            if words[at] not in word_set("english_stop_words"):
                found.append((words[at],))
            at += 1
    return found
