"""Orders, goods and customers for the rule tests."""

from datetime import datetime, timedelta

from domain.clock import CHINA
from domain.ids import CustomerId
from domain.orders import Customer, Order, OrderItem, OrderStatus, Product

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=CHINA)
PRODUCTS = (
    Product(sku="B1", name="硬壳笔记本", price=3_000, category="文具/本册"),
    Product(sku="F1", name="冷冻牛排", price=9_900, category="生鲜"),
    Product(sku="L1", name="护眼台灯", price=20_000, category="灯具"),
)


def days_ago(days: int, hour: int = 12) -> datetime:
    """A moment some days before NOON's day."""
    return NOON.replace(hour=hour) - timedelta(days=days)


def order(status: OrderStatus = "已签收", signed_days_ago: int | None = 3, *skus: str, **more: object) -> Order:
    """A paid order of these skus, signed so many days ago."""
    items = tuple(
        OrderItem(sku=p.sku, name=p.name, qty=1, unit_price=p.price) for p in PRODUCTS if p.sku in (skus or ("L1",))
    )
    goods = sum(item.unit_price for item in items)
    fields: dict[str, object] = {
        "order_no": "T20261100001",
        "customer_id": "u1",
        "status": status,
        "created_at": days_ago(12),
        "paid_at": None if status == "待付款" else days_ago(12),
        "shipped_at": days_ago(10) if status in ("已发货", "已签收", "已完成") else None,
        "signed_at": days_ago(signed_days_ago)
        if signed_days_ago is not None and status in ("已签收", "已完成")
        else None,
        "items": items,
        "goods_amount": goods,
        "freight": 800,
        "total": goods + 800,
        "address": "浙江省杭州市测试路1号",
        "version": "v1",
    }
    return Order.model_validate(fields | more)


def customer(tier: str = "普通") -> Customer:
    """The one customer, of this tier."""
    return Customer(id=CustomerId("u1"), tier=tier)
