"""The shop's rules; the rule engine in ``agent`` is their only interpreter. Money is fen here and yuan in shop.yaml."""

from typing import Literal, Self

from pydantic import Field, model_validator

from domain.model import Frozen
from domain.money import Fen
from domain.orders import OrderStatus

DayFrom = Literal["signed", "shipped", "paid", "created"]

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

FieldValue = bool | int | str
"""What an order field is compared with; text equal, ignoring case."""


class Window(Frozen):
    """A number of whole days from an event of the order; the last day is included."""

    days: int = Field(ge=0, le=3650)
    day_from: DayFrom = "signed"


class Scope(Frozen):
    """What a rule is about. Every part that is given has to match; an empty part matches all."""

    categories: tuple[str, ...] = ()
    """Product categories, whole or one level of a path such as ``食品/茶叶``."""
    tiers: tuple[str, ...] = ()
    """Customer tiers."""
    skus: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    """Words of the delivery address: 新疆, 西藏."""
    fields: dict[str, tuple[FieldValue, ...]] = {}
    """Field of the order (also an extra one) → values that match: ``channel: [直播]``, ``warehouse: [宁波保税仓]``."""


class WindowRule(Scope):
    """A window for some goods, customers or orders; the most generous matching rule replaces the general window."""

    window: Window


class Extension(Scope):
    """Days added on top of the window; all matching extensions add up."""

    days: int = Field(ge=0, le=3650)
    applies_to: tuple[Literal["return", "quality", "exchange", "price_protection"], ...] = ("return",)


class Exclusion(Scope):
    """Goods or orders for which an action isn't offered; by default the return without a reason.

    A fault is never excluded: ``create_return`` and ``create_exchange`` are refused only where no fault is claimed.
    """

    reason: str
    """For the customer, in Chinese: why."""
    when: Literal["always", "opened"] = "always"
    """``opened``: only once opened, which a person has to find out."""
    actions: tuple[ActionName, ...] = ("create_return",)
    after_hours: int | None = Field(default=None, ge=0)
    """Holds only once this many hours have passed since payment (declared to customs, in picking)."""


class Caps(Frozen):
    """Limits of money actions in fen: up to ``agent`` a human agent approves, up to ``admin`` an admin."""

    agent: Fen = Field(default=Fen(50_000), ge=0)
    admin: Fen = Field(default=Fen(500_000), ge=0)

    @model_validator(mode="after")
    def _admins_reach_further(self) -> Self:
        if self.agent > self.admin:
            raise ValueError("agent must not be above admin: what an agent may approve, an admin may too")
        return self


class Rules(Frozen):
    """What actions are allowed; checked when proposed, when approved and again when executed."""

    return_window: Window = Window(days=7)
    """Without a reason: 消费者权益保护法 §25 grants 7 days from signing."""
    return_windows: tuple[WindowRule, ...] = ()
    quality_window: Window = Window(days=15)
    quality_windows: tuple[WindowRule, ...] = ()
    exchange_window: Window = Window(days=15)
    exchange_windows: tuple[WindowRule, ...] = ()
    extensions: tuple[Extension, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    price_protection: Window | None = None
    """None: the shop has none."""
    price_protections: tuple[WindowRule, ...] = ()
    cancel_statuses: tuple[OrderStatus, ...] = ("待付款", "待发货")
    address_change_statuses: tuple[OrderStatus, ...] = ("待付款", "待发货")
    address_change_same_province: bool = False
    """The new address has to be in the province of the old one."""
    no_delivery: tuple[str, ...] = ()
    """Regions the shop doesn't deliver to, as words of an address: 香港, 海外."""
    expedite_statuses: tuple[OrderStatus, ...] = ("待发货",)
    invoice_statuses: tuple[OrderStatus, ...] = ("待发货", "已发货", "已签收", "已完成")
    invoice_window: Window | None = None
    """None: an invoice may be asked for at any time."""
    refund_caps: Caps = Caps()
    compensation_caps: Caps = Caps(agent=Fen(5_000), admin=Fen(20_000))
    high_value: Fen = Field(default=Fen(200_000), ge=0)
    """A refund of at least this many fen goes to people (risk topic high_value_refund)."""
    return_freight: Literal["customer", "shop"] = "customer"
    """Who pays when the goods are sound; with a quality fault it is the shop."""
    answer_hours: int = Field(default=24, ge=1, le=720)
    """Hours in which a person has to answer what was passed on, and what 尽快 stands for: the ledger of promises."""
    approval_hours: int = Field(default=48, ge=1)
    """An undecided approval expires after this."""
