"""What a tool may use and what it gives back. A customer's identity is here and in no tool's arguments."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from domain.documents import KnowledgeSearch
from domain.evidence import Fact, Passage
from domain.ids import CustomerId
from domain.likeness import Likeness
from domain.orders import OrderBackend
from domain.reasoner import ActionReport
from domain.shop import Shop


@dataclass(frozen=True)
class ToolContext:
    """The surroundings of every tool call of a turn."""

    shop: Shop
    customer_id: CustomerId | None
    """From the verified token; None for an anonymous visitor."""
    orders: OrderBackend
    search: KnowledgeSearch
    now: datetime
    likeness: Likeness | None = None
    """Tells goods by what customers call them, where characters don't."""
    said_before: str = ""
    """The customer's message before this one: what is wrong is often told first, what is wanted then (那退钱给我)."""


class ToolType(StrEnum):
    """READ tells what is; WRITE proposes a change that a person decides on."""

    READ = "read"
    WRITE = "write"


class Arguments(BaseModel):
    """The base of every tool's arguments: exactly the declared ones, of the declared types."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ToolOutput(NamedTuple):
    """What a call came to."""

    facts: tuple[Fact, ...] = ()
    passages: tuple[Passage, ...] = ()
    report: ActionReport | None = None
    notice: str = ""
    """For the customer: why there is nothing."""


@dataclass(frozen=True)
class Tool:
    """One tool, as code and models see it."""

    name: str
    kind: ToolType
    arguments: type[Arguments]
    run: Callable[[ToolContext, Any], Awaitable[ToolOutput]]
    needs_customer: bool = True

    @property
    def description(self) -> str:
        """What the model is told: the docstring of the function behind it."""
        return (self.run.__doc__ or "").strip()
