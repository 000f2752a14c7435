"""Arguments that several actions share."""

from typing import Annotated

from pydantic import Field

from agent.tools.context import Arguments

OrderNo = Annotated[str, Field(min_length=3, max_length=64, description="完整订单号")]
Reason = Annotated[str, Field(min_length=1, max_length=300, description="顾客说的原因，照原话概括")]
Items = Annotated[tuple[str, ...], Field(min_length=1, max_length=50, description="商品名称或 sku；整单就不填")]
Amount = Annotated[int, Field(gt=0, le=100_000_000, description="金额，单位分")]


class OnOrder(Arguments):
    """An action on one order that needs nothing else."""

    order_no: OrderNo


class SendBack(OnOrder):
    """Goods come back."""

    items: Items | None = None
    reason: Reason
