"""The golden sample (design §5.5), strictly: an unknown or misspelt field is an error, never ignored."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from domain.intents import Outcome, RiskTopic
from domain.model import Frozen
from domain.rules import ActionName

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


class ExpectedAction(Frozen):
    """An action that has to wait for approval."""

    name: ActionName
    args: dict[str, JsonValue] = {}
    """A subset of the action's arguments."""


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

    @property
    def judges_risk(self) -> bool:
        """An absent risk_topic is not judged; null means that none may be found."""
        return "risk_topic" in self.model_fields_set


class Sample(Frozen):
    """One case."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    customer: Text | None
    """null: a visitor without a token."""
    turns: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Sent in order; the last reply is judged."""
    expect: Expectation
    tags: tuple[Text, ...] = ()
