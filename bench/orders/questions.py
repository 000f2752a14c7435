"""Questions with what a right answer has to rest on and to say."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BeforeValidator, Field

from domain.model import Frozen

HELD_OUT_EVERY = 3
"""One question in so many is never looked at while the agent is worked on."""
WHOLLY_TUNED = frozenset(
    {
        "beauty",
        "bedding",
        "clothes",
        "coffee",
        "cookware",
        "curtains",
        "eyewear",
        "fishing",
        "footwear",
        "furniture",
        "gadgets",
        "garden",
        "music",
        "pets",
        "phones",
        "snackfood",
        "tea",
    }
)
WHOLLY_HELD_OUT = frozenset({"fitness", "kids", "outdoor"})
"""Shops that aren't split."""


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


class Question(Frozen):
    """One question; the last of several messages is judged."""

    customer: str | None = Field(alias="as")
    say: Annotated[tuple[str, ...], BeforeValidator(_listed)]
    order: tuple[str, ...] | None = None
    """The orders that the answer has to be about, all of them and no other."""
    choose: tuple[str, ...] = ()
    """The orders that have to be offered, and no other."""
    signin: bool = False
    """Nothing is told; a visitor is asked to sign in."""
    none: bool = False
    """There is no such order or none at all; nothing is told of any."""
    facts: tuple[tuple[str, ...], ...] = ()
    """What has to be said: one wording of every group."""
    wrong: tuple[str, ...] = Field(default=(), alias="not")
    unusable: tuple[str, ...] = ()
    """Coupons that have to be named as unusable."""
    action: str | None = None
    """The action that is proposed; without it none may be."""
    case: bool = False
    """A person has to be told of it."""


class ShopQuestions(Frozen):
    """One shop's."""

    folder: Path
    tuning: tuple[Question, ...]
    held_out: tuple[Question, ...]


def read_questions(folder: Path) -> ShopQuestions:
    """From questions.yaml beside the shop's files."""
    rows = yaml.safe_load((folder / "questions.yaml").read_text(encoding="utf-8"))
    questions = [Question.model_validate(row) for row in rows]
    if folder.name in WHOLLY_TUNED:
        return ShopQuestions(folder=folder, tuning=tuple(questions), held_out=())
    if folder.name in WHOLLY_HELD_OUT:
        return ShopQuestions(folder=folder, tuning=(), held_out=tuple(questions))
    held = tuple(questions[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY])
    rest = tuple(q for n, q in enumerate(questions) if n % HELD_OUT_EVERY != HELD_OUT_EVERY - 1)
    return ShopQuestions(folder=folder, tuning=rest, held_out=held)
