"""The benchmark's data as its files write it; fields that nothing here needs are left out."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

TauStatus = Literal[
    "pending",
    "pending (item modified)",
    "pending (items modified)",
    "processed",
    "delivered",
    "cancelled",
    "return requested",
    "exchange requested",
]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TauName(_Written):
    """Of a user."""

    first_name: str
    last_name: str


class TauUser(_Written):
    """A customer."""

    name: TauName
    address: dict[str, str] = {}


class TauItem(_Written):
    """One line of an order; the same item twice is two lines."""

    item_id: str
    name: str
    price: float
    options: dict[str, Any] = {}


class TauOrder(_Written):
    """An order."""

    user_id: str
    address: dict[str, str] = {}
    items: tuple[TauItem, ...]
    status: TauStatus


class GoldAction(_Written):
    """A tool call of the benchmark's solution."""

    name: str
    args: dict[str, Any]


class Task(_Written):
    """One task: whose it is, and what has to be done."""

    number: int
    user: str
    actions: tuple[GoldAction, ...]


class Benchmark(_Written):
    """The retail domain."""

    users: dict[str, TauUser]
    orders: dict[str, TauOrder]
    tasks: tuple[Task, ...]
