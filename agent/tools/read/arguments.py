"""Arguments that several READ tools share."""

from typing import Annotated

from pydantic import Field

from agent.tools.context import Arguments

OrderNo = Annotated[str, Field(min_length=3, max_length=64, description="完整订单号")]


class OneOrder(Arguments):
    """About one order."""

    order_no: OrderNo


class MaybeOneOrder(Arguments):
    """About one order, or about all."""

    order_no: OrderNo | None = None
