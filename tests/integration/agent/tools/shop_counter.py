"""A small shop on a real database, and turns at its counter."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.reasoning.entities import extract_entities
from agent.tools.context import ToolContext
from agent.tools.gather import Gathered, gather
from agent.tools.plan import plan_tools
from domain.analysis import Analysis, IntentScore
from domain.clock import CHINA
from domain.documents import KnowledgeQuery
from domain.evidence import Passage
from domain.ids import CustomerId, ShopId
from domain.intents import Intent
from domain.orders import (
    Customer,
    Order,
    OrderBackend,
    OrderItem,
    OrderStatus,
    Product,
    Shipment,
    ShipmentEvent,
    ShopData,
)
from domain.shop import Shop

NOW = datetime(2026, 6, 20, 10, tzinfo=CHINA)
SHOP = Shop(id=ShopId("laden"))
ANNA, BERT = CustomerId("anna"), CustomerId("bert")
VOCABULARY = frozenset({"竹编收纳筐", "陶瓷花盆"})


class NoDocumentsFake:
    """A search of a shop without documents."""

    async def search(self, query: KnowledgeQuery) -> list[Passage]:
        """Nothing is found."""
        return []

    async def spelled(self, shop: ShopId, text: str) -> str:
        """There is no spelling to learn."""
        return text

    async def vocabulary(self, shop: ShopId) -> frozenset[str]:
        """There are no headings."""
        return frozenset()

    async def refresh(self, shop: ShopId) -> None:
        """There is no index."""


def an_order(
    number: str, status: OrderStatus, days_ago: int, *, customer: CustomerId = ANNA, goods: str = "竹编收纳筐"
) -> Order:
    """An order paid at once, and shipped and signed in the days after as its status says."""
    at = NOW - timedelta(days=days_ago)
    left, came = at + timedelta(days=1), at + timedelta(days=3)
    gone, here = status not in ("待付款", "待发货", "已取消"), status in ("已签收", "已完成", "退款中")
    return Order(
        order_no=number, customer_id=customer, status=status, created_at=at,
        paid_at=None if status == "待付款" else at, shipped_at=left if gone else None, signed_at=came if here else None,
        items=(OrderItem(sku="B1", name=goods, spec="大号", qty=1, unit_price=8_850),), goods_amount=8_850, total=8_850,
        address="江苏省南京市鼓楼区试验路9号", seller_note="内部备注勿外传",
        tracking_no=f"ZT90000{number[-4:]}" if gone else None,
        version=f"v-{number}-{status}",
    )  # fmt: skip


def data(*orders: Order) -> ShopData:
    """Both customers with these orders, and a parcel for each one that left."""
    parcels = tuple(
        Shipment(tracking_no=o.tracking_no, order_no=o.order_no, carrier="中通",
                 status="已签收" if o.signed_at else "运输中",
                 events=(ShipmentEvent(time=o.signed_at or o.shipped_at, place="南京",
                                       text="已签收，本人签收" if o.signed_at else "已揽收"),))
        for o in orders if o.tracking_no and o.shipped_at
    )  # fmt: skip
    product = Product(sku="B1", name="竹编收纳筐", spec="大号", price=8_850, category="收纳")
    customers = (Customer(id=ANNA), Customer(id=BERT))
    return ShopData(customers=customers, products=(product,), orders=tuple(orders), shipments=parcels)


async def turn(
    orders: OrderBackend, text: str, intent: Intent, request: str = "ask", customer: CustomerId | None = ANNA
) -> Gathered:
    """What the tools bring for a turn that was read so."""
    entities = extract_entities(text, (), VOCABULARY, NOW)
    analysis = Analysis.model_validate(
        {
            "intents": (IntentScore(name=intent, confidence=0.9),),
            "entities": entities,
            "question": text,
            "request": request,
        }
    )
    plan = plan_tools(analysis, SHOP, signed_in=customer is not None)
    return await gather(plan, analysis, context(orders, customer), budget_seconds=60)


def context(orders: OrderBackend, customer: CustomerId | None = ANNA) -> ToolContext:
    """The surroundings of a turn."""
    return ToolContext(shop=SHOP, customer_id=customer, orders=orders, search=NoDocumentsFake(), now=NOW)


def lines(gathered: Gathered, tool: str) -> Sequence[str]:
    """What a tool's facts say."""
    return [line for fact in gathered.facts if fact.tool == tool for line in fact.lines]
