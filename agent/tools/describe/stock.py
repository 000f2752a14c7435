"""Stock as facts, one per product and spec."""

from collections.abc import Sequence
from datetime import datetime

from domain.evidence import Fact
from domain.money import yuan_text
from domain.orders import Product, StockLine


def stock_fact(product: Product, lines: Sequence[StockLine], now: datetime) -> Fact:
    """Whether it is there, how many, and when more comes if the shop says so."""
    total = sum(line.qty for line in lines)
    name = f"{product.name}{f'（{product.spec}）' if product.spec else ''}"
    price = f"{name}现价{yuan_text(product.price)}元。"
    if total > 0:
        said = [f"{name}有货，现有库存{total}件。"]
    else:
        notes = dict.fromkeys(line.restock_note.strip().rstrip("。") for line in lines if line.restock_note.strip())
        said = [f"{name}目前没有库存。", *(f"补货说明：{note}。" for note in notes)]
    return Fact(
        evidence_id="f1",
        tool="check_stock",
        ref=product.sku,
        at=now,
        lines=(*said, *((price,) if product.price else ())),
        data={
            "sku": product.sku,
            "name": product.name,
            "spec": product.spec,
            "qty": total,
            "price": product.price,
            "warehouses": {line.warehouse or "-": line.qty for line in lines},
        },
    )
