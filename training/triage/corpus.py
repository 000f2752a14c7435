"""The corpus: messages with their labels, written by trade and composed from frames."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from agent.reasoning.triage.masking import masked
from domain.intents import Intent, RiskTopic
from domain.model import Frozen
from training.affairs.corpus import load_written as load_affairs
from training.triage.frames import fill_frames

Origin = Literal["written", "paired", "composed", "affairs"]
FOLDER = Path(__file__).with_name("corpus")
FRAMES = Path(__file__).with_name("frames.yaml")

PAIRS = "paired"
"""Folder of risks that each have an ordinary message of the same wording beside them: trained on and judged for
themselves. They are harder than what shops hear, so nothing is calibrated by them."""
ANY_TRADE = "any_"
"""Begins the names of files whose messages every trade's customers write: always trained on, never judged by."""


class Group(Frozen):
    """Messages that share their labels."""

    intents: tuple[Intent, ...] = Field(min_length=1)
    """Most likely first; more than one where a message wants several things or can be read in several ways."""
    risk_topic: RiskTopic | None = None
    near_miss_of: RiskTopic | None = None
    """An ordinary message that only looks like this topic."""
    sentiment: int = Field(default=3, ge=1, le=5)
    urgency: int = Field(default=0, ge=0, le=2)
    follow_up: bool = False
    price_sensitive: bool = False
    texts: str
    """One message a line; in frames with {slots}."""

    @property
    def lines(self) -> list[str]:
        """The messages."""
        return [line.strip() for line in self.texts.splitlines() if line.strip()]


class TradeFile(Frozen):
    """One trade: its messages, and its words for the frames' slots."""

    trade: str
    words: dict[str, tuple[str, ...]] = {}
    groups: tuple[Group, ...]


class FrameFile(Frozen):
    """Sentences with slots, for every trade."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One labelled message.

    Attributes:
        intents: Empty for messages of the corpus of affairs.
        origin: Written as it stands, in a pair, composed from a frame and a trade's words, or from the corpus of
            affairs, whose messages are no risks and tell nothing of intent, sentiment, urgency and the like.
    """

    text: str
    trade: str
    intents: tuple[Intent, ...]
    risk_topic: RiskTopic | None
    near_miss_of: RiskTopic | None
    sentiment: int
    urgency: int
    follow_up: bool
    price_sensitive: bool
    origin: Origin

    @property
    def any_trade(self) -> bool:
        """Whether every trade's customers write this."""
        return self.trade.startswith(ANY_TRADE)

    @classmethod
    def of(cls, text: str, trade: str, group: Group, origin: Origin) -> "Utterance":
        """A message, as the model gets to see it, with the labels of its group."""
        return cls(masked(text), trade, **group.model_dump(exclude={"texts"}), origin=origin)


def load_corpus(folder: Path = FOLDER, frames: Path = FRAMES) -> list[Utterance]:
    """All utterances, in a fixed order, each text once. Raises: ValueError when a file breaks the schema."""
    trades = _trades(folder)
    templates = FrameFile.model_validate(_yaml(frames)).groups if frames.exists() else ()
    # A dictionary keeps the first of each text, in order.
    first: dict[str, Utterance] = {}
    for utterance in (
        *_as_they_stand(trades, "written"),
        *_as_they_stand(_trades(folder / PAIRS), "paired"),
        *_composed(trades, templates),
        *_affairs(),
    ):
        first.setdefault(utterance.text, utterance)
    return list(first.values())


def corpus_digest(corpus: Sequence[Utterance]) -> str:
    """The sha256 of the expanded corpus, labels included."""
    lines = (json.dumps(asdict(utterance), ensure_ascii=False, sort_keys=True) for utterance in corpus)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _affairs() -> Iterator[Utterance]:
    """What customers ask of their own orders is no risk, whatever it sounds like."""
    for asking in load_affairs():
        yield Utterance(asking.text, f"{ANY_TRADE}affairs", (), None, None, 3, 0, False, False, "affairs")


def _yaml(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _trades(folder: Path) -> list[TradeFile]:
    return [TradeFile.model_validate(_yaml(path)) for path in sorted(folder.glob("*.yaml"))]


def _as_they_stand(trades: Sequence[TradeFile], origin: Origin) -> Iterator[Utterance]:
    for file in trades:
        for group in file.groups:
            for line in group.lines:
                yield Utterance.of(line, file.trade, group, origin)


def _composed(trades: Sequence[TradeFile], templates: Sequence[Group]) -> Iterator[Utterance]:
    for file in trades:
        for group in templates:
            for line in fill_frames(group.lines, file.trade, file.words):
                yield Utterance.of(line, file.trade, group, "composed")
