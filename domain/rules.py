"""The shop's rules as shop.yaml gives them; the rule engine in ``agent`` is their only interpreter."""

from typing import Literal

from pydantic import Field

from domain.model import Frozen
from domain.orders import OrderStatus

DayFrom = Literal["signed", "shipped", "paid", "created"]


class Window(Frozen):
    """A number of whole days from an event of the order; the last day is included."""

    days: int = Field(ge=0, le=3650)
    day_from: DayFrom = "signed"


class WindowRule(Frozen):
    """A window for some categories, tiers or skus; the most generous matching rule applies."""

    window: Window
    categories: tuple[str, ...] = ()
    """Product categories; empty matches all."""
    tiers: tuple[str, ...] = ()
    """Customer tiers; empty matches all."""
    skus: tuple[str, ...] = ()


class Exclusion(Frozen):
    """Goods that can't be returned without a reason."""

    reason: str
    """For the customer, in Chinese: why."""
    categories: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    when: Literal["always", "opened"] = "always"
    """``opened``: only once opened, which a person has to find out."""


class Caps(Frozen):
    """Limits of money actions in fen: up to ``agent`` a human agent approves, up to ``admin`` an admin."""

    agent: int = Field(default=50_000, ge=0)
    admin: int = Field(default=500_000, ge=0)


class Rules(Frozen):
    """What actions are allowed; checked when proposed, when approved and again when executed."""

    return_window: Window = Window(days=7)
    """Without a reason: 消费者权益保护法 §25 grants 7 days from signing."""
    return_windows: tuple[WindowRule, ...] = ()
    quality_window: Window = Window(days=15)
    quality_windows: tuple[WindowRule, ...] = ()
    exchange_window: Window = Window(days=15)
    exchange_windows: tuple[WindowRule, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    price_protection: Window | None = None
    """None: the shop has none."""
    cancel_statuses: tuple[OrderStatus, ...] = ("待付款", "待发货")
    address_change_statuses: tuple[OrderStatus, ...] = ("待付款", "待发货")
    expedite_statuses: tuple[OrderStatus, ...] = ("待发货",)
    invoice_statuses: tuple[OrderStatus, ...] = ("待发货", "已发货", "已签收", "已完成")
    refund_caps: Caps = Caps()
    compensation_caps: Caps = Caps(agent=5_000, admin=20_000)
    high_value: int = Field(default=200_000, ge=0)
    """A refund of at least this many fen goes to people (risk topic high_value_refund)."""
    return_freight: Literal["customer", "shop"] = "customer"
    """Who pays when the goods are sound; with a quality fault it is the shop."""
    approval_hours: int = Field(default=48, ge=1)
    """An undecided approval expires after this."""
