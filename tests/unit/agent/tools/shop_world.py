"""A small shop with three customers, for the tool tests."""

from datetime import datetime, timedelta
from typing import Any

from agent.tools.context import ToolContext
from domain.analysis import Analysis, Entities, IntentScore
from domain.clock import CHINA
from domain.ids import CustomerId, ShopId
from domain.intents import Intent
from domain.orders import (
    Coupon,
    Customer,
    Order,
    OrderItem,
    Product,
    Refund,
    Shipment,
    ShipmentEvent,
    ShopData,
    StockLine,
)
from domain.shop import Shop
from tests.unit.agent.tools.merchant_double import MerchantDouble, SearchDouble

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)
SHOP = Shop(id=ShopId("bookish"), name="测试书店")


def ago(days: float) -> datetime:
    """A moment before NOW."""
    return NOW - timedelta(days=days)


def _order(number: str, owner: str, status: str, days: float, *items: tuple[str, str], **more: Any) -> Order:
    shipped = status in ("已发货", "已签收", "已完成", "退款中")
    signed = status in ("已签收", "已完成", "退款中")
    fields = {
        "order_no": number,
        "customer_id": owner,
        "status": status,
        "created_at": ago(days),
        "paid_at": None if status == "待付款" else ago(days),
        "shipped_at": ago(days - 1) if shipped else None,
        "signed_at": ago(days - 3) if signed else None,
        "items": tuple(OrderItem(sku=sku, name=name, qty=1, unit_price=10_000) for sku, name in items),
        "goods_amount": 10_000 * len(items),
        "total": 10_000 * len(items),
        "pay_method": "微信支付",
        "receiver_name": "甲测试",
        "receiver_phone": "13000000001",
        "address": "浙江省杭州市西湖区测试路1号",
        "seller_note": "此客户爱投诉",
        "extra": {"cost": "内部成本42"},
        "version": f"v-{number}",
    }
    return Order.model_validate(fields | more)


LAMP, SHELF, PEN = ("L1", "护眼台灯"), ("S1", "松木书柜"), ("P1", "刻字钢笔")
DATA = ShopData(
    customers=(
        Customer(id=CustomerId("one")),
        Customer(id=CustomerId("many"), tier="金卡"),
        Customer(id=CustomerId("none")),
    ),
    products=(
        Product(sku="L1", name="护眼台灯", spec="白色", price=9_000, category="灯具"),
        Product(sku="S1", name="松木书柜", spec="大号", price=10_000, category="家具"),
        Product(sku="P1", name="刻字钢笔", price=10_000, category="文具"),
        Product(sku="T1", name="折叠书桌", price=30_000, category="家具"),
    ),
    orders=(
        _order("BK20261119001", "one", "待发货", 1, LAMP),
        _order("BK20261101002", "many", "已完成", 19, SHELF),
        _order("BK20261112003", "many", "已签收", 8, LAMP, tracking_no="SF1000000000003"),
        _order("BK20261115004", "many", "已发货", 5, PEN, tracking_no="ZT1000000000004"),
        _order("BK20261119005", "many", "待发货", 1, SHELF),
        _order("BK20261105006", "many", "退款中", 15, PEN),
    ),
    shipments=(
        Shipment(
            tracking_no="ZT1000000000004",
            order_no="BK20261115004",
            carrier="中通",
            status="运输中",
            events=(ShipmentEvent(time=ago(3), place="南京", text="离开转运中心，快递员13900000009"),),
        ),
        Shipment(
            tracking_no="SF1000000000003",
            order_no="BK20261112003",
            carrier="顺丰",
            status="已签收",
            events=(ShipmentEvent(time=ago(5), place="杭州", text="已签收，驿站代收"),),
        ),
    ),
    refunds=(Refund(refund_no="RF001", order_no="BK20261105006", type="退货退款", amount=10_000, status="仓库验货中"),),
    stock=(
        StockLine(sku="L1", name="护眼台灯", qty=7, warehouse="杭州仓"),
        StockLine(sku="T1", name="折叠书桌", qty=0, restock_note="预计12月5日到货"),
    ),
    coupons=(
        Coupon(
            coupon_id="C1", customer_id=CustomerId("many"), name="满减券", threshold=5_000, amount=500, status="未使用"
        ),
        Coupon(coupon_id="C2", customer_id=CustomerId("many"), name="旧券", amount=500, status="已使用"),
    ),
)


def context(customer: str | None, **down: bool) -> tuple[ToolContext, MerchantDouble]:
    """The surroundings of a turn of this customer, with the double behind them."""
    merchant = MerchantDouble(DATA, down=down.get("orders_down", False))
    search = SearchDouble(down=down.get("search_down", False))
    owner = CustomerId(customer) if customer else None
    return ToolContext(shop=SHOP, customer_id=owner, orders=merchant, search=search, now=NOW), merchant


def analysis(intent: Intent, question: str, request: str = "ask", **entities: Any) -> Analysis:
    """A reading with one sure intent."""
    return Analysis.model_validate(
        {
            "intents": (IntentScore(name=intent, confidence=0.9),),
            "question": question,
            "request": request,
            "entities": Entities(**entities),
        }
    )
