"""One small shop's orders, and the ways in which an adapter comes to them."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from api.reference.app import create_reference_app
from backends.orders.by_shop import ShopOrderBackends
from backends.orders.embedded import SqlOrderBackend
from backends.orders.file import read_orders_file
from backends.orders.http.signing import Auth
from backends.sealing import Seal
from backends.secrets import CredentialSource
from backends.sql.database import connect_database
from backends.sql.secrets import SqlSecretStore
from backends.sql.shops import SqlShopStore
from domain.clock import CHINA, FrozenClock
from domain.connections import Credential, OrderBackendLink
from domain.ids import CustomerId
from domain.money import yuan_text
from domain.orders import (
    Coupon,
    Customer,
    Order,
    OrderBackend,
    OrderItem,
    OrderStatus,
    Product,
    Refund,
    Shipment,
    ShopData,
    StockLine,
)
from domain.shop import Shop
from tests.contract.samples import NOW, OTHER_SHOP, SHOP
from tests.loopback import running

ANNA, BERT = CustomerId("a"), CustomerId("b")


def an_order(order_no: str, status: OrderStatus, owner: CustomerId = ANNA, day: int = 1, paid: bool = True) -> Order:
    """An order of 108 yuan, freight included."""
    at = datetime(2026, 11, day, 9, 0, tzinfo=CHINA)
    items = (
        OrderItem(sku="s1", name="红茶", unit_price=3000, qty=2),
        OrderItem(sku="s2", name="茶杯", unit_price=4000),
    )
    return Order(
        order_no=order_no,
        customer_id=owner,
        status=status,
        created_at=at,
        paid_at=at if paid else None,
        items=items,
        goods_amount=10000,
        freight=800,
        total=10800,
        receiver_name="甲",
        address="某路1号",
        seller_note="老客户",
        extra={"channel": "直播"},
    )


DATA = ShopData(
    customers=(Customer(id=ANNA, name="甲"), Customer(id=BERT, name="乙")),
    products=(Product(sku="s1", name="红茶", price=3000), Product(sku="s2", name="茶杯", price=4000)),
    orders=(
        an_order("T1", "待发货", day=3),
        an_order("T2", "已签收", day=2),
        an_order("T3", "待付款", day=1, paid=False),
        an_order("B1", "待发货", BERT),
    ),
    shipments=(Shipment(tracking_no="P2", order_no="T2"), Shipment(tracking_no="PB", order_no="B1")),
    refunds=(Refund(refund_no="R1", order_no="B1", amount=1),),
    stock=(StockLine(sku="s1", warehouse="东", qty=3), StockLine(sku="s1", warehouse="西", qty=0)),
    coupons=(Coupon(coupon_id="C1", customer_id=ANNA, amount=500), Coupon(coupon_id="C2", customer_id=BERT)),
)


SECRET = "a-secret-of-the-merchant"
MONEY = {"price", "unit_price", "goods_amount", "freight", "tax", "discount", "total", "amount", "threshold"}


@dataclass(frozen=True)
class StoodUp:
    """An adapter, and the embedded data behind it."""

    backend: OrderBackend
    embedded: SqlOrderBackend


def read_back(folder: Path) -> ShopData:
    """The same data, written as orders.json and read from there."""
    sections = _in_yuan(DATA.model_dump(mode="json"))
    for order in sections["orders"]:
        order |= order.pop("extra")
        del order["version"]
    path = folder / "orders.json"
    path.write_text(json.dumps(sections, ensure_ascii=False), encoding="utf-8")
    return read_orders_file(path).data


@asynccontextmanager
async def over_http(embedded: SqlOrderBackend, folder: Path, auth: Auth) -> AsyncIterator[OrderBackend]:
    """The way production takes: shop.yaml's link, a stored secret, the reference server at the other end."""
    ours = connect_database(f"sqlite:///{folder / 'kefu.db'}")
    shops, secrets = SqlShopStore(ours), SqlSecretStore(ours, Seal("0f" * 32))
    with running(create_reference_app(embedded, SHOP, auth, SECRET)) as url:
        link = OrderBackendLink(url=url, auth=auth, credential=Credential(secret="orders"), timeout_seconds=10)
        await shops.put_shop(Shop(id=SHOP, order_backend=link))
        await shops.put_shop(Shop(id=OTHER_SHOP))
        await secrets.put_secret(SHOP, "orders", SECRET, NOW)
        own = SqlOrderBackend(ours, FrozenClock(NOW))
        backends = ShopOrderBackends(own, shops, CredentialSource(secrets, {}))
        yield backends
        await backends.close()
    ours.close()


def _in_yuan(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_yuan(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: yuan_text(each) if name in MONEY else _in_yuan(each) for name, each in value.items()}
