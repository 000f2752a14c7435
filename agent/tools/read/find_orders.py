"""find_orders."""

from typing import Annotated

from pydantic import Field

from agent.tools.context import Arguments, ToolContext, ToolOutput
from agent.tools.describe.orders import orders_fact
from agent.tools.notices import NO_ORDERS, SIGN_IN
from domain.orders import OrderStatus

MOST_SHOWN = 5


class FindOrders(Arguments):
    """Which orders."""

    status: OrderStatus | None = None
    product: Annotated[str, Field(max_length=50, description="商品名称里的词")] | None = None


async def find_orders(context: ToolContext, args: FindOrders) -> ToolOutput:
    """列出当前顾客自己最近的订单（最多五笔，新的在前），可以按状态或商品名称里的词筛选。不知道订单号时先用它。"""
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    orders = await context.orders.orders_of(context.shop.id, context.customer_id)
    chosen = [
        order
        for order in orders
        if (args.status is None or order.status == args.status)
        and (args.product is None or any(args.product in f"{item.name} {item.spec}" for item in order.items))
    ]
    if not chosen:
        return ToolOutput(notice=NO_ORDERS)
    return ToolOutput(facts=(orders_fact(tuple(chosen[:MOST_SHOWN]), context.now),))
