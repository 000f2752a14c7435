"""The shop: the tenant, and everything shop.yaml can say about it. Every field has a careful default."""

from datetime import date, datetime, time
from typing import Literal, Protocol

from pydantic import Field, field_validator

from domain.connections import ChatwootLink, LogisticsLink, OrderBackendLink
from domain.ids import ShopId
from domain.intents import Intent, Outcome, Queue, RiskTopic
from domain.model import Frozen
from domain.money import Fen
from domain.rules import Rules


class ReplyPolicy(Frozen):
    """What goes out directly and what waits for a person."""

    deliver: tuple[Outcome, ...] = (Outcome.ANSWER, Outcome.TOOL_ANSWER, Outcome.CLARIFY, Outcome.ABSTAIN)
    """Outcomes sent without a person; actions never are."""
    approve_intents: tuple[Intent, ...] = ()
    """Intents whose replies wait as drafts whatever their outcome."""
    min_confidence: float = Field(default=0.0, ge=0, le=1)
    """A less confident answer waits as a draft."""


class WorkingHours(Frozen):
    """When people are there, on the shop's clock."""

    start: time = time(9)
    end: time = time(22)
    days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    """ISO weekdays, Monday is 1."""


class AllowList(Frozen):
    """The only links, phones and accounts that may appear in a reply."""

    links: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


class DocumentRule(Frozen):
    """What shop.yaml says about one document, by file name."""

    audience: Literal["public", "internal"] | None = None
    effective_from: date | None = None
    expires_on: date | None = None
    supersedes: tuple[str, ...] = ()
    """File names this document replaces."""
    title: str | None = None


class OwnIntent(Frozen):
    """An intent that the merchant adds: how customers say it, and what is done with it."""

    examples: tuple[str, ...] = Field(min_length=1)
    like: Intent = Intent.OTHER
    """The built-in intent whose treatment it gets: tools, documents, approval."""
    to_people: bool = False
    """Such messages go to people at once."""


class ServiceLevels(Frozen):
    """How soon a person has to have answered, and what a person costs: the console's clocks and figures."""

    answer_minutes: dict[int, int] = {1: 5, 2: 15, 3: 60, 4: 240}
    """By a handoff's priority, 1 (now) to 4."""
    agent_hour: Fen = Field(default=Fen(0), ge=0)
    """What an hour of a human agent costs; 0: not known, and the cost per resolved conversation isn't shown."""
    answered_within_seconds: int = Field(default=60, ge=1)
    """The forecast's target: within this time …"""
    answered_share: float = Field(default=0.8, gt=0, lt=1)
    """… this share of the customers who need a person gets one."""

    def minutes(self, priority: int | None) -> int:
        """For this priority; the least urgent one's where it says nothing."""
        return self.answer_minutes.get(priority or 4, max(self.answer_minutes.values(), default=240))


class Shop(Frozen):
    """One merchant: shop.yaml, with defaults."""

    id: ShopId = Field(pattern=r"^[a-z0-9][a-z0-9_-]{1,39}$")
    name: str = ""
    salutation: str = "亲"
    signature: str = ""
    working_hours: WorkingHours = WorkingHours()
    reply_policy: ReplyPolicy = ReplyPolicy()
    service_levels: ServiceLevels = ServiceLevels()
    rules: Rules = Rules()
    compliance_packs: tuple[Literal["general", "cosmetics", "health_food", "electronics"], ...] = ("general",)
    allow_list: AllowList = AllowList()
    priority_tiers: tuple[str, ...] = ("黑金", "黑卡", "钻石", "至尊", "SVIP", "VIP")
    """Customer tiers that wait one step less: any tier whose name has one of these in it."""
    handoff_queues: dict[RiskTopic, Queue] = {}
    """Overrides of the risk table's queues."""
    synonyms: dict[str, tuple[str, ...]] = {}
    """Term of the documents → what customers say instead."""
    intents: dict[Intent, tuple[str, ...]] = {}
    """The merchant's own example messages by intent."""
    own_intents: dict[str, OwnIntent] = {}
    """Name → the merchant's own intents, beside the built-in ones."""
    documents: dict[str, DocumentRule] = {}
    order_backend: OrderBackendLink | None = None
    """The merchant's own order system; without it the orders of the last import."""
    logistics: LogisticsLink | None = None
    """A tracking service; without it parcels as the order system knows them."""
    chatwoot: ChatwootLink | None = None
    """Chatwoot as the way to its channels."""
    now: datetime | None = None
    """Where the shop's clock stands (orders.json), if it stands."""

    @field_validator("now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("needs an offset, e.g. 2026-11-20T10:00:00+08:00")
        return value


class ShopStore(Protocol):
    """Where shops are kept."""

    async def put_shop(self, shop: Shop) -> None:
        """Create or replace the shop of this id."""
        ...

    async def get_shop(self, shop_id: ShopId) -> Shop:
        """The shop. Raises: NotFoundError."""
        ...

    async def list_shops(self) -> list[Shop]:
        """All shops by id."""
        ...
