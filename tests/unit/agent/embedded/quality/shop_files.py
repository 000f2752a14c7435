"""Small invented shops of different trades: a document, its goods, and questions with what an answer has to say."""

from dataclasses import dataclass
from pathlib import Path

import yaml

SHOPS = tuple(sorted((Path(__file__).parent / "shops").glob("*.md")))
SEALED = frozenset({"baby", "cake", "course"})
"""Trades that no table or weight is tuned on."""


@dataclass(frozen=True)
class Case:
    """A question. Every group of ``must`` needs one of its alternatives in the answer."""

    question: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True)
class ShopFile:
    """A shop's only document, its product names and the cases."""

    name: str
    document: str
    products: tuple[str, ...]
    cases: tuple[Case, ...]


def read_shop(path: Path) -> ShopFile:
    """A shop file: title, ``products:`` line, the document, ``---cases``, YAML."""
    document, _, cases = path.read_text("utf-8").partition("---cases\n")
    title, products, *rest = document.splitlines()
    return ShopFile(
        name=path.stem,
        document="\n".join([title, *rest]),
        products=tuple(name.strip() for name in products.removeprefix("products:").split(",")),
        cases=tuple(
            Case(
                question=str(case["q"]),
                must=tuple(tuple(map(str, group)) for group in case.get("must", ())),
                must_not=tuple(map(str, case.get("not", ()))),
                answerable=case.get("answerable", True),
            )
            for case in yaml.safe_load(cases)
        ),
    )
