"""Every value that the console shows by name has words in both languages, and every key that it asks for exists."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import pytest

from agent.handover_topics import HANDOVER_TOPICS
from api.routers.pages import FOLDER
from domain.conversation import Mode
from domain.intents import Intent, Outcome, Queue, RiskTopic, Speaker
from domain.promises import PromiseSubject
from domain.reply import FindingType

SCRIPTS = sorted((FOLDER / "console").rglob("*.js"))
_WORD = re.compile(r'^  "([^"]+)": \["([^"]+)", "([^"]+)"\],$', re.MULTILINE)


def known_words() -> set[str]:
    """The keys of all lists of words."""
    return {key for path in SCRIPTS if path.parent.name == "words" for key, _, _ in _WORD.findall(_read(path))}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("topic", {*RiskTopic, *HANDOVER_TOPICS}),
        ("intent", Intent),
        ("outcome", Outcome),
        ("queue", Queue),
        ("speaker", Speaker),
        ("mode", get_args(Mode)),
        ("finding", get_args(FindingType)),
        ("subject", get_args(PromiseSubject)),
        ("promise", ("open", "lapsed")),
    ],
)
def test_every_value_has_words(name: str, values: Iterable[str]) -> None:
    assert {f"{name}.{value}" for value in values} - known_words() == set()


def test_every_key_that_a_page_asks_for_has_words() -> None:
    asked = {key for path in SCRIPTS for key in re.findall(r'\bt\("([^"]+)"', _read(path))}
    assert len(asked) > 100
    assert asked - known_words() == set()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
