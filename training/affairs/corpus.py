"""The corpus: messages with what they ask of the customer's own orders, written by trade."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml
from pydantic import Field, model_validator

from agent.reasoning.triage.masking import masked
from domain.affairs import Asked, Change, Whose, Wish
from domain.model import Frozen

FOLDER = Path(__file__).with_name("corpus")


class Group(Frozen):
    """Messages that share their labels."""

    whose: Whose
    asks: frozenset[Asked] = frozenset()
    wish: Wish = Wish.NONE
    change: Change = Change.NONE
    texts: str = Field(min_length=1)
    """One message a line."""

    @model_validator(mode="after")
    def _wished(self) -> "Group":
        if (self.wish is Wish.NONE) != (self.change is Change.NONE):
            raise ValueError("a wish names a change, and a change is wished or asked for")
        return self


class TradeFile(Frozen):
    """One trade."""

    trade: str
    hand: int
    """Who wrote it: whole hands are left out to judge by, for each has wordings of its own."""
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """One labelled message, as the model gets to see it."""

    text: str
    trade: str
    hand: int
    whose: Whose
    asks: tuple[Asked, ...]
    wish: Wish
    change: Change

    @property
    def any_trade(self) -> bool:
        """Every message is of a trade."""
        return False


def load_corpus(folder: Path = FOLDER) -> list[Asking]:
    """All messages, in a fixed order, each text once. Raises: ValueError when a file breaks the schema."""
    first: dict[str, Asking] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = TradeFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        for group in file.groups:
            asks = tuple(sorted(group.asks))
            for line in filter(None, map(str.strip, group.texts.splitlines())):
                text = masked(line)
                first.setdefault(text, Asking(text, file.trade, file.hand, group.whose, asks, group.wish, group.change))
    return list(first.values())


def corpus_digest(corpus: Sequence[Asking]) -> str:
    """The sha256 of the corpus, labels included."""
    lines = (json.dumps(asdict(asking), ensure_ascii=False, sort_keys=True) for asking in corpus)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
