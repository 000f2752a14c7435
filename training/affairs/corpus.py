"""The corpus: messages with what they ask of the customer's own orders, written by trade."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml
from pydantic import Field, model_validator

from agent.reasoning.triage.masking import masked
from domain.affairs import Asked, Change, Whose, Wish
from domain.model import Frozen
from training.questions import ordinary_questions

FOLDER = Path(__file__).with_name("corpus")
EITHER = Path(__file__).with_name("either.txt")
"""Questions to documents that may as well be about a thing that was bought."""
NO_HAND = 0
"""Of questions to documents: always trained on, never judged by."""
_OF_ORDERS = re.compile(
    "退|换|取消|撤|拦|改|修|催|票|抬头|价保|保价|差价|补|降|赔|地址|钱|款|账|单|快递|物流|包裹|发|送|寄|到|收|券|"
    "return|refund|exchange|cancel|change|address|invoice|ship|deliver|order|parcel|coupon|arrive|repair|fix",
    re.IGNORECASE,
)
"""Words of changes, parcels and money: a question alone (拆了还能退吗) doesn't tell whether the thing was bought."""


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
    def to_documents(self) -> bool:
        """Whether it is a question to documents, of which only that much is known."""
        return self.hand == NO_HAND

    @property
    def any_trade(self) -> bool:
        """Every message is of a trade."""
        return False


def load_corpus() -> list[Asking]:
    """The messages that were written for it, then questions to documents, each text once."""
    first = {asking.text: asking for asking in load_written()}
    either = frozenset(EITHER.read_text(encoding="utf-8").splitlines())
    for question in ordinary_questions():
        text = masked(question.text)
        if not _OF_ORDERS.search(text):
            whose = Whose.EITHER if text in either else Whose.GENERAL
            first.setdefault(text, Asking(text, question.trade, NO_HAND, whose, (), Wish.NONE, Change.NONE))
    return list(first.values())


def load_written(folder: Path = FOLDER) -> list[Asking]:
    """The folder's messages, in a fixed order, each text once. Raises: ValueError when a file breaks the schema."""
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
