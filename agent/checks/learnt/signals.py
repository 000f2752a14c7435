"""What the model sees of a sentence: character n-grams, concepts, pairs and triples of concepts."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from agent.checks.learnt.concepts import CONCEPTS

LONGEST = 3
Concepts = Mapping[str, re.Pattern[str]]
_NUMBER = re.compile(r"\d+")
_MARK = "\x1e"


def kind_of(name: str) -> int:
    """0 for n-grams, 1 for concepts, 2 for pairs, 3 for triples."""
    return min(name.count(_MARK), 3)


def signals(sentence: str, concepts: Concepts = CONCEPTS) -> set[str]:
    """Names of everything found.

    Args:
        sentence: Of the compact folded copy.
        concepts: What is looked for beside n-grams.
    """
    return {*_grams(_NUMBER.sub("#", sentence)), *_concepts(sentence, concepts)}


def _grams(sentence: str) -> Iterator[str]:
    marked = f"^{sentence}$"
    for length in range(1, LONGEST + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


def _concepts(sentence: str, concepts: Concepts) -> Iterator[str]:
    found = [_MARK + name for name, expression in concepts.items() if expression.search(sentence)]
    for size in (1, 2, 3):
        yield from ("".join(names) for names in combinations(found, size))
