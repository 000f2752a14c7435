"""One run of a sample: what a solver brings back and scorers judge."""

from pydantic import JsonValue

from domain.conversation import TurnResult
from domain.model import Frozen


class Attempt(Frozen):
    """The last turn of a sample's conversation."""

    result: TurnResult
    tools: frozenset[str] | None
    """READ tools that ran in the last turn; None where the solver can't know."""
    trace: dict[str, JsonValue] = {}
    """How the turn came to its result, for people who look into a failure."""
