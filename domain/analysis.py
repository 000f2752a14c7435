"""The structured reading of a turn, made from the customer's words and the conversation only."""

from typing import Literal

from domain.affairs import Affair
from domain.intents import Intent, Language, RiskTopic, Speaker
from domain.model import Frozen

_SURE = 0.8
"""Confidence from which a contented voice may complain too."""


class IntentScore(Frozen):
    """One intent with its probability (0-1)."""

    name: Intent
    confidence: float


class Entities(Frozen):
    """What the customer named, as written (normalised: half-width, no spaces inside numbers)."""

    order_nos: tuple[str, ...] = ()
    """Full order numbers."""
    order_tails: tuple[str, ...] = ()
    """The last digits of an order number: 尾号8821."""
    tracking_nos: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    """Amounts in yuan as decimal text."""
    phones: tuple[str, ...] = ()
    address: str | None = None
    receiver_name: str | None = None
    products: tuple[str, ...] = ()
    """Product words: of the shop's catalogue and documents where they match, else as written."""
    regions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Fault codes, model numbers and the like: E3, X-200."""
    when: str | None = None
    """A time expression that narrows the order: 昨天, 上周, 11月18号."""
    every: bool = False
    """All of them: 全部, 这几单都."""
    latest: bool = False
    """The last one: 刚买的, 最近那单."""


class Reading(Frozen):
    """One judgement of the embedded reader, with what led to it."""

    name: Literal["intent", "risk", "sentiment", "urgency", "follow_up", "price_sensitive"]
    label: str
    confidence: float
    """Calibrated, 0-1."""
    words: tuple[str, ...] = ()
    """The customer's own, strongest first; empty where the meaning of the whole decided."""


class OwnIntentScore(Frozen):
    """An intent that the merchant added."""

    name: str
    confidence: float


class Analysis(Frozen):
    """The reading of one turn."""

    intents: tuple[IntentScore, ...]
    """Most likely first; never empty."""
    affair: Affair | None = None
    """What is asked of the customer's own orders, as a trained model reads it; None where none has."""
    entities: Entities = Entities()
    sentiment: int = 3
    """1 (furious) to 5 (delighted)."""
    urgency: int = 0
    """0 (none) to 2 (now)."""
    risk_topic: RiskTopic | None = None
    risk_confidence: float = 0.0
    question: str = ""
    """The standalone question: understandable without the conversation."""
    request: Literal["ask", "do", "tell"] = "ask"
    """ask: wants to know (怎么退货, 能退吗); do: wants it done (帮我退了, 我要退货); tell: neither (谢谢, 已经拍了)."""
    language: Language = Language.CHINESE
    follow_up: bool = False
    price_sensitive: bool = False
    injection: bool = False
    """The message tries to instruct the bot (忽略以上规则…)."""
    cues: tuple[str, ...] = ()
    """The customer's words that led to intent or risk."""

    readings: tuple[Reading, ...] = ()
    """Each judgement with its confidence and the words that led to it."""
    own_intents: tuple[OwnIntentScore, ...] = ()
    """The merchant's own intents that the message is like, most likely first."""
    documentable: bool = False
    """The risk topic is only that goods are to suit a group of people (孕妇能吃吗): a document that says so may answer;
    without one it is for people like any other."""
    repeated: bool = False
    """The same question for the third time: what was answered did not help."""

    @property
    def intent(self) -> Intent:
        """The most likely intent."""
        return self.intents[0].name

    @property
    def complains(self) -> bool:
        """Whether it is a complaint beyond doubt: read as one for sure, or by somebody who isn't content."""
        return self.intent is Intent.COMPLAINT and (self.sentiment <= 2 or self.intents[0].confidence >= _SURE)

    def wants(self, *intents: Intent, at_least: float = 0.25) -> bool:
        """Whether any of these intents is the first, or likely enough beside it."""
        return self.intent in intents or any(i.name in intents and i.confidence >= at_least for i in self.intents)


class Line(Frozen):
    """One message as the reasoners read it."""

    speaker: Speaker
    text: str
