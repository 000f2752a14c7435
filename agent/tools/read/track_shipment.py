"""track_shipment."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.describe.shipments import shipment_fact, unshipped_fact
from agent.tools.notices import NO_SUCH_ORDER, SIGN_IN
from agent.tools.read.arguments import OneOrder
from domain.orders import Order


async def track_shipment(context: ToolContext, args: OneOrder) -> ToolOutput:
    """查当前顾客自己一笔订单的包裹：状态、最近几条物流记录和异常。预计到达时间只有物流记录里写了才能告诉顾客。"""
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    order = await context.orders.order(context.shop.id, context.customer_id, args.order_no)
    return await track_order(context, order) if order else ToolOutput(notice=NO_SUCH_ORDER)


async def track_order(context: ToolContext, order: Order) -> ToolOutput:
    """The parcels of an order that is already at hand."""
    assert context.customer_id is not None
    shipments = await context.orders.shipments_of(context.shop.id, context.customer_id, order.order_no)
    if not shipments:
        return ToolOutput(facts=(unshipped_fact(order, context.now),))
    return ToolOutput(facts=tuple(shipment_fact(shipment, order, context.now) for shipment in shipments))
