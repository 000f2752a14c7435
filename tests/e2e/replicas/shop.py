"""A small shop for replicas: one policy, one customer, orders that wait to be sent."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

SHOP, CUSTOMER, AGENTS = "replicas", "k1", 2
POLICY = "# 发货说明\n\n每天16:40前付款的订单当天发出，默认发圆通。\n"
QUESTION, FACT = "几点前付款当天发", "16:40"
ORDERS = tuple(f"RP20261101{number:05d}" for number in range(1, 7))


def write_shop(folder: Path) -> None:
    """As `kefu shop import` takes it."""
    write_policy(folder)
    orders = {
        "shop": SHOP,
        "customers": [{"id": CUSTOMER, "name": "纪小满", "phone": "13900004417", "tier": "普通", "address": "苏州市"}],
        "products": [{"sku": "P1", "name": "藤编提篮", "spec": "大号", "price": "88.00", "category": "篮筐"}],
        "orders": [_order(number) for number in ORDERS],
    }
    (folder / "orders.json").write_text(json.dumps(orders, ensure_ascii=False), encoding="utf-8")


def write_policy(folder: Path) -> None:
    """The shop's one document and nothing else."""
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "发货.md").write_text(POLICY, encoding="utf-8")


def _order(number: str) -> dict[str, Any]:
    paid = datetime.now(UTC) - timedelta(hours=3)
    return {
        "order_no": number, "customer_id": CUSTOMER, "status": "待发货",
        "created_at": paid.isoformat(), "paid_at": paid.isoformat(),
        "items": [{"sku": "P1", "name": "藤编提篮", "spec": "大号", "qty": 1, "unit_price": "88.00"}],
        "goods_amount": "88.00", "freight": "0.00", "discount": "0.00", "total": "88.00",
    }  # fmt: skip
