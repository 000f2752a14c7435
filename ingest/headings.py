"""Headings that are only text: numbered as Chinese documents number them, or short lines in brackets."""

import re

MAX_HEADING = 40
"""Characters; longer lines are sentences even when they start with a number."""

_SENTENCE_LIKE = re.compile(r"[。！；;，,：:]$|[。！；].")
_UNIT = r"(?:公斤|千克|[克斤米升元折倍天个寸瓦伏度%％℃]|厘米|毫米|毫升|小时|分钟|英寸|[A-Za-z]{1,3}\b)"
"""2.5公斤 is a measure, not section 2.5."""
_DEPTHS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"^第[一二三四五六七八九十百零〇\d]+[章编篇部]"), 1),
    (re.compile(r"^第[一二三四五六七八九十百零〇\d]+节"), 2),
    (re.compile(r"^[一二三四五六七八九十]{1,3}[、．.]\s*\S"), 1),
    (re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]\s*\S"), 2),
    (re.compile(r"^【[^】]{1,30}】$"), 2),
    (re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}[、．.]?\s*\D"), 4),
    (re.compile(rf"^\d{{1,2}}\.\d{{1,2}}(?!{_UNIT})[、．.]?\s*[^\d\s.%％元]"), 3),
)
_ITEM = re.compile(
    r"^\s*(?:[-*•·●○▪◆■□➢►✓√–—]\s+|[•·●▪◆■➢►]\S|\d{1,3}[、)）]\s*\S|\d{1,3}\.\s*[^\d\s]|[（(]\d{1,3}[）)]|[①-⑳])"
)
_PLAIN_NUMBER = re.compile(r"^\d{1,2}[、．.]\s*\S")


def numbered_depth(text: str) -> int | None:
    """Depth (1 is the top) of a line that numbers itself as a heading, or None.

    ``1. …`` is not decided here: as often a list item; see `plain_number_depth`.
    """
    line = text.strip()
    if not line or len(line) > MAX_HEADING or "\n" in line or _SENTENCE_LIKE.search(line):
        return None
    return next((depth for pattern, depth in _DEPTHS if pattern.search(line)), None)


def plain_number_depth(text: str, following: str | None) -> int | None:
    """Depth of ``1. …`` when the line after it is body text and not the list's next number."""
    line = text.strip()
    if not _PLAIN_NUMBER.search(line) or len(line) > MAX_HEADING or _SENTENCE_LIKE.search(line):
        return None
    if not following or _PLAIN_NUMBER.search(following.strip()) or numbered_depth(following) is not None:
        return None
    return 3


def is_list_item(text: str) -> bool:
    """Whether the line marks itself as an item: a bullet, ``1.``, ``1)``, ``（1）``, ``①``."""
    return bool(_ITEM.match(text))


def is_question(text: str) -> bool:
    """Whether a heading asks something."""
    return text.rstrip().endswith(("？", "?", "吗", "呢", "怎么办", "为什么", "是什么"))
