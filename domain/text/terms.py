"""The terms texts are matched by: character uni- and bigrams of Chinese, and codes, numbers and words whole.

Words are not segmented: on misspelt colloquial questions a segmenter loses half of what characters find.
"""

import re
from collections.abc import Iterator

WORD = re.compile(r"[a-z0-9]+(?:[-_./+#×x*][a-z0-9]+)*(?:\+\+|#|%)?")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef]+")
_PADDED = re.compile(r"(?<=[a-z])0+(?=\d)")
_JOINT = re.compile(r"[-_/+#*×]")
_NUMBER_FIRST = re.compile(r"(\d+(?:\.\d+)?)(?=[a-z%])")


def plain_code(code: str) -> str:
    """A code without the zeros that people leave out: e06 → e6."""
    return _PADDED.sub("", code)


def word_terms(text: str) -> Iterator[str]:
    """Codes, numbers and words of a normal form: x-200 → x200, 200; 20000mah → 20000mah, 20000; 7天 → 7, 7天."""
    for match in WORD.finditer(text):
        word = match.group(0)
        joined = _JOINT.sub("", word)
        yield joined
        if joined != word:
            yield from (part for part in _JOINT.split(word) if len(part) > 1 or part.isdigit())
        elif number := _NUMBER_FIRST.match(word):
            yield number.group(1)
        if (plain := plain_code(joined)) != joined:
            yield plain
        following = text[match.end() : match.end() + 1]
        if word[-1].isdigit() and HAN.match(following):
            yield word + following


def han_terms(text: str) -> Iterator[str]:
    """Characters and pairs of neighbouring characters of each run of Chinese."""
    for match in HAN.finditer(text):
        run = match.group(0)
        yield from run
        for i in range(len(run) - 1):
            yield run[i : i + 2]


def terms(text: str) -> list[str]:
    """All terms of a normal form, with repeats."""
    return [*han_terms(text), *word_terms(text)]
