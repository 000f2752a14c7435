"""One run of a sample: what a solver brings back and scorers judge."""

from pydantic import JsonValue

from domain.conversation import TurnResult
from domain.copilot import Record
from domain.model import Frozen


class Exchange(Frozen):
    """One message of the customer's and what it led to."""

    text: str
    result: TurnResult
    seconds: float = 0.0
    """Of the agent alone."""
    trace: dict[str, JsonValue] = {}


class EndState(Frozen):
    """The order store once the sample is over."""

    untouched: bool
    """Nothing in the store had changed before a person approved anything."""
    before: dict[str, JsonValue] = {}
    """The customer's orders by number, refunds and coupons by id: ``{"orders": …, "refunds": …, "coupons": …}``."""
    after: dict[str, JsonValue] = {}


class Attempt(Frozen):
    """A whole conversation; the last turn is judged."""

    result: TurnResult
    tools: frozenset[str] | None
    """READ tools that ran in the last turn; None where the solver can't know."""
    trace: dict[str, JsonValue] = {}
    """How the last turn came to its result; empty where the solver can't know."""
    exchanges: tuple[Exchange, ...] = ()
    """Every turn, the last one included."""
    end_state: EndState | None = None
    """None where the solver can't look into the order store."""
    record: Record | None = None
    approval_seconds: float = 0.0
    """Of the approval desk and the outbox, where the sample has a person approve."""
    outcome_known: bool = True
    """False for an endpoint that only returns text: its outcome is taken for an answer."""

    customer: str | None = None
    """Who asked; None for a visitor."""

    @property
    def results(self) -> tuple[TurnResult, ...]:
        """Of every turn."""
        return tuple(exchange.result for exchange in self.exchanges) or (self.result,)

    @property
    def tokens(self) -> int:
        """Of the chat model over all turns, as far as it reports them."""
        drafts = [trace.get("draft") for trace in (e.trace for e in self.exchanges) if trace]
        counts = [draft.get("tokens") for draft in drafts if isinstance(draft, dict)]
        return sum(count for count in counts if isinstance(count, int))

    @property
    def agent_seconds(self) -> float:
        """Of all turns."""
        return sum(exchange.seconds for exchange in self.exchanges)

    @property
    def customers_words(self) -> tuple[str, ...]:
        """What the customer wrote."""
        return tuple(exchange.text for exchange in self.exchanges)

    @property
    def passages(self) -> list[dict[str, JsonValue]] | None:
        """As retrieved, best first; None where the solver can't know."""
        return _dicts(self.trace.get("passages"))

    @property
    def facts(self) -> list[dict[str, JsonValue]] | None:
        """Tool results; None where the solver can't know."""
        return _dicts(self.trace.get("facts"))


def _dicts(value: JsonValue) -> list[dict[str, JsonValue]] | None:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else None
