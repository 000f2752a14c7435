"""The golden sample (design §5.5), strictly: an unknown or misspelt field is an error, never ignored."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints

from domain.copilot import Category
from domain.intents import Intent, Outcome, RiskTopic
from domain.model import Frozen

Text = Annotated[str, StringConstraints(min_length=1)]

ReadTool = Literal[
    "find_orders",
    "get_order",
    "track_shipment",
    "get_refund",
    "check_stock",
    "list_coupons",
    "search_knowledge",
]
ActionName = Literal[
    "cancel_order",
    "change_address",
    "create_return",
    "create_exchange",
    "create_refund",
    "expedite_shipment",
    "issue_invoice",
    "issue_coupon",
]


class ExpectedAction(Frozen):
    """An action that has to wait for approval."""

    name: ActionName
    args: dict[str, JsonValue] = {}
    """A subset of the action's arguments."""


class ExpectedState(Frozen):
    """What the order store has to hold in the end, over the sample's own customer; what is absent is not judged."""

    orders: dict[Text, dict[Text, JsonValue]] = {}
    """Order number → fields and their values, e.g. ``{"A1": {"status": "已取消"}}``. Amounts in fen."""
    refunds: tuple[dict[Text, JsonValue], ...] | None = None
    """New cases, each with at least these fields; an empty list: no new case."""
    coupons: tuple[dict[Text, JsonValue], ...] | None = None
    """New coupons, likewise."""


class ExpectedRecord(Frozen):
    """Fields of the 智能记录; what is absent is not judged."""

    category: Category | None = None
    products: tuple[Text, ...] = ()
    """Each is among the record's products."""
    order_nos: tuple[Text, ...] = ()
    quantity: int | None = None
    needs_follow_up: bool | None = None


class Expectation(Frozen):
    """What is right for the last reply; what is absent is not judged."""

    outcome: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    """Any of these."""
    must_include: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    """Of every group any alternative."""
    must_not_include: tuple[Text, ...] = ()
    source: tuple[Text, ...] = ()
    """The reply cites any of these files."""
    tools: tuple[ReadTool, ...] = ()
    """All of these ran in the last turn."""
    risk_topic: RiskTopic | None = None
    action: ExpectedAction | None = None
    intent: tuple[Intent, ...] = ()
    """Any of these is what the last message is read as."""
    sentiment: tuple[Annotated[int, Field(ge=1, le=5)], ...] = ()
    """Any of these, 1 (furious) to 5 (delighted)."""
    record: ExpectedRecord | None = None
    end_state: ExpectedState | None = None

    @property
    def judges_risk(self) -> bool:
        """An absent risk_topic is not judged; null means that none may be found."""
        return "risk_topic" in self.model_fields_set


class HiddenFact(Frozen):
    """Something that the simulated customer tells only when asked."""

    asked_by: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Words of the shop's reply that ask for it, any of them."""
    say: Text


class Simulation(Frozen):
    """A customer with a goal and facts up the sleeve."""

    goal: Text
    """For people, and for the chat model that plays the customer where there is one."""
    facts: tuple[HiddenFact, ...] = ()
    unknown: Text = "这个我不清楚"
    """Said when the shop asks for what isn't among the facts."""
    until: Annotated[tuple[Outcome, ...], Field(min_length=1)] = (
        Outcome.ANSWER,
        Outcome.TOOL_ANSWER,
        Outcome.APPROVAL,
        Outcome.HANDOFF,
    )
    """The customer is content with any of these."""
    max_turns: Annotated[int, Field(ge=1, le=20)] = 6


class Sample(Frozen):
    """One case."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
    customer: Text | None
    """null: a visitor without a token."""
    turns: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Sent in order; the last reply is judged."""
    simulate: Simulation | None = None
    """After these turns a simulated customer goes on; the last reply is judged."""
    approve: bool = False
    """A person approves what is proposed and it is carried out, before the end state is judged."""
    now: AwareDatetime | None = None
    """Where the clock stands for this sample; without it the shop's."""
    expect: Expectation
    tags: tuple[Text, ...] = ()
    accepted: bool = True
    """false: a draft that nobody has accepted yet; a run refuses it."""
    note: str = ""
    """For people: where a draft comes from."""
