"""How well words of a customer fit goods: parts of names, specs, categories, and words that sound like them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from agent.reasoning.entities.product_terms import COMMON, sound
from domain.orders import Order, Product

_HAN = re.compile(r"[一-鿿]+")
_DOUBLED = re.compile(r"([一-鿿])\1")
_WORD = re.compile(r"[a-z0-9][a-z0-9.+-]*")
_LONGEST = 6
_FULL = 4
"""Characters from which nothing more is needed."""
_LEFT_OUT = 2
"""Characters that a shortened name may lack."""
_TELLS_APART = 0.6


def matching_products(words: str, products: Sequence[Product]) -> list[Product]:
    """The products the words fit best, all that fit equally; empty when none is named."""
    scored = [(fit(words, f"{p.name} {p.spec}", p.category), p) for p in products]
    best = max((score for score, _ in scored), default=0.0)
    return [p for score, p in scored if score >= best - 0.01] if best >= 1 else []


def order_fit(words: Iterable[str], order: Order, categories: Mapping[str, str]) -> float:
    """The best fit of any of the words to any item of the order, 0 when none."""
    words = list(words)
    # 包包, 杆杆: a thing called twice.
    words += [doubled for word in words for doubled in _DOUBLED.findall(word)]
    return max(
        (fit(word, f"{item.name} {item.spec}", categories.get(item.sku, "")) for word in words for item in order.items),
        default=0.0,
    )


def fit(words: str, name: str, category: str = "") -> float:
    """Characters of the name that the words cover, in runs of two or more; a misspelt run counts less.

    A single character counts as the last of a word of the name: 灯 of 露营灯.
    """
    words, name = words.lower().strip(), name.lower()
    if len(words) == 1:
        return 1.0 if any(part.endswith(words) for part in _HAN.findall(name)) else 0.0
    score = _covered(words, name)
    if score == 0 and any(f"{part[-1]}{end}" in words for part in _HAN.findall(name) for end in "子头儿"):
        # 椅子 for 折叠椅, 枕头 for 记忆枕.
        score = 1.0
    score += sum(len(word) for word in set(_WORD.findall(words)) if word in _WORD.findall(name) and len(word) > 1)
    if score < _FULL:
        score = max(score, _shortened(words, name))
    if score < 2:
        score += _sounding(words, name)
    if (
        score < 2
        and category
        and any(len(c) >= 2 and (c in words or words in c) for c in re.split(r"[/>、]", category))
    ):
        score += 1.0
    if score >= 1:
        # 白色 and 儿童 name nothing, but tell apart what is named.
        score += _TELLS_APART * sum(word in words and word in name for word in COMMON)
    return score


def _shortened(words: str, name: str) -> float:
    """电动车 for 电动自行车, 太阳眼镜 for 太阳镜: the characters of the one, in order, from its first to its last."""
    best = 0
    for part in _HAN.findall(name):
        ends = [end for end in range(2, len(words) + 1) if words[end - 1] == part[-1]]
        for end in ends:
            first = words[end - 2]
            if _HAN.fullmatch(first) and first in name and words[end - 2 : end] not in COMMON:
                # 躺椅 for a 钓鱼椅 that is 可躺.
                best = max(best, 1)
            for start in range(max(0, end - _LONGEST), end - 2):
                written = words[start:end]
                if not _HAN.fullmatch(written):
                    continue
                tails = (part[n:] for n in range(len(part) - 2) if part[n] == written[0])
                if any(_within(*sorted((written, tail), key=len)) for tail in tails):
                    best = max(best, len(written))
    return float(best)


def _within(short: str, long: str) -> bool:
    """Whether the characters of the one stand in the other in this order, with little between them."""
    rest = iter(long)
    return len(long) - len(short) <= _LEFT_OUT and all(character in rest for character in short)


def _covered(words: str, name: str) -> float:
    score, start = 0.0, 0
    while start < len(words) - 1:
        end = next(
            (
                e
                for e in range(min(len(words), start + 12), start + 1, -1)
                if _tells(words[start:e]) and words[start:e] in name
            ),
            None,
        )
        if end is None:
            start += 1
            continue
        score += end - start
        start = end
    return score


def names_head(words: str, order: Order) -> bool:
    """Whether a thing itself is named rather than what it is for: 吉他 of 民谣吉他 and not of 吉他琴弦."""
    runs = name_runs(words, [item.name for item in order.items])
    return any(part.endswith(run) for run in runs for item in order.items for part in _HAN.findall(item.name.lower()))


def name_runs(words: str, names: Iterable[str]) -> list[str]:
    """The longest runs of the words that stand in one of the names, left to right."""
    all_names, runs, start = "\n".join(names).lower(), [], 0
    words = words.lower()
    while start < len(words) - 1:
        ends = range(min(len(words), start + 12), start + 1, -1)
        end = next((e for e in ends if _tells(words[start:e]) and words[start:e] in all_names), None)
        if end is not None:
            runs.append(words[start:end])
        start = end or start + 1
    return runs


def _tells(part: str) -> bool:
    return part not in COMMON and _HAN.fullmatch(part) is not None


def _sounding(words: str, name: str) -> float:
    """A run of the same syllables in the name's words, with one character at least written right or three alike."""
    parts = [p for p in _HAN.findall(name) if len(p) >= 2]
    for length in range(_LONGEST, 1, -1):
        for run in _HAN.findall(words):
            for start in range(len(run) - length + 1):
                written = run[start : start + length]
                if any(_sounds_like(written, part) for part in parts) and _tells(written):
                    return length * 0.75
    return 0.0


def _sounds_like(written: str, part: str) -> bool:
    for start in range(len(part) - len(written) + 1):
        meant = part[start : start + len(written)]
        same = sum(a == b for a, b in zip(written, meant, strict=True))
        if sound(written) == sound(meant) and (same or len(written) >= 3):
            return True
    return False
