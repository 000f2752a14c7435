"""Filling the slots of frames with a trade's words."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

SHARE = 0.3
"""Part of the trades that each frame is filled for: enough to cut the frame loose from one trade's words, few enough
to keep near-duplicates rare."""
_SLOT = re.compile(r"\{([a-z]+)\}")


def fill_frames(frames: Sequence[str], trade: str, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The frames that fall to a trade, filled; always the same ones for the same frame, trade and words."""
    for frame in frames:
        dice = random.Random(f"{trade}|{frame}")  # noqa: S311  # repeatable, not secret
        slots = _SLOT.findall(frame)
        if dice.random() < SHARE and all(slot in words for slot in slots):
            yield _SLOT.sub(partial(_a_word, dice, words), frame)


def _a_word(dice: random.Random, words: Mapping[str, Sequence[str]], slot: re.Match[str]) -> str:
    return dice.choice(words[slot[1]])
