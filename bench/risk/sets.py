"""The sets: texts written apart from the training corpus, a third of them kept out of all tuning, and two later such
sets for what the first has been printed for often."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

Part = Literal["tuning", "kept_out", "kept_out_two", "kept_out_three"]
PARTS: dict[Part, str] = {
    "tuning": "tuned by",
    "kept_out": "kept out of tuning",
    "kept_out_two": "kept out of tuning, written later",
    "kept_out_three": "kept out of tuning, written after all of it",
}
FOLDER = Path(__file__).with_name("sets")
VARIANTS = 3
"""How often each written talk is filled, each time with other values."""

_MARK = re.compile("⟦(.*?)⟧")
_SLOT = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Marked:
    """A text with the spans of what has to be found in it."""

    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Talk:
    """A conversation with the fields that its record has to hold."""

    lines: tuple[tuple[str, str], ...]
    """Speaker (c, a) and text."""
    category: str
    sentiment: int
    follow_up: bool
    price_sensitive: bool
    fields: dict[str, tuple[str, ...]]


def has(part: Part, name: str) -> bool:
    """Whether a part has such a set: the later ones have intents, risk and screening only."""
    return (FOLDER / part / f"{name}.yaml").is_file()


def labelled(part: Part, name: str) -> list[tuple[str, str]]:
    """Label and text of each line of a flat set."""
    return [(label, line) for label, lines in _read(part, name).items() for line in _lines(lines)]


def risks(part: Part) -> list[tuple[str, bool, str]]:
    """Topic, whether the turn is one of its risks (else a near miss), and text."""
    found = _read(part, "risk").items()
    return [
        (t, kind == "risk", line) for t, kinds in found for kind in ("risk", "near") for line in _lines(kinds[kind])
    ]


def marked(part: Part, name: str) -> list[Marked]:
    """Texts whose ⟦marks⟧ are taken out and kept as spans."""
    return [_unmarked(kind, text) for kind, text in labelled(part, name)]


def talks(part: Part) -> list[Talk]:
    """The talks, filled from seeded dice: the same ones each time."""
    return list(_filled(_read(part, "records")))


def _filled(found: dict[str, Any]) -> Iterator[Talk]:
    for number, (category, sentiment, flags, *lines) in enumerate(found["talks"]):
        for variant in range(VARIANTS):
            dice = random.Random(f"{number}|{variant}")
            fields: dict[str, tuple[str, ...]] = {}
            said = []
            for line in lines:
                speaker, text = line.split(": ", 1)
                for slot in _SLOT.findall(text):
                    fields.setdefault(slot, (dice.choice(found["values"][slot]),))
                said.append((speaker, _SLOT.sub(lambda m, kept=fields: kept[m[1]][0], text)))  # type: ignore[misc]
            yield Talk(tuple(said), category, sentiment, flags == "follow", flags == "price", fields)


def _unmarked(kind: str, text: str) -> Marked:
    spans, plain, position = [], "", 0
    for match in _MARK.finditer(text):
        plain += text[position : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        position = match.end()
    return Marked(kind, plain + text[position:], tuple(spans))


def _read(part: Part, name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / part / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
