"""The structured reading of a turn, made from the customer's words and the conversation only."""

from typing import Literal

from domain.intents import Intent, Language, RiskTopic, Speaker
from domain.model import Frozen


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


class Analysis(Frozen):
    """The reading of one turn."""

    intents: tuple[IntentScore, ...]
    """Most likely first; never empty."""
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

    @property
    def intent(self) -> Intent:
        """The most likely intent."""
        return self.intents[0].name

    def wants(self, *intents: Intent, at_least: float = 0.25) -> bool:
        """Whether any of these intents is the first, or likely enough beside it."""
        return self.intent in intents or any(i.name in intents and i.confidence >= at_least for i in self.intents)


class Line(Frozen):
    """One message as the reasoners read it."""

    speaker: Speaker
    text: str
