"""Every tool there is. What isn't in this table is refused."""

from agent.tools.context import Tool, ToolType
from agent.tools.read.arguments import MaybeOneOrder, OneOrder
from agent.tools.read.check_stock import CheckStock, check_stock
from agent.tools.read.find_orders import FindOrders, find_orders
from agent.tools.read.get_order import get_order
from agent.tools.read.get_refund import get_refund
from agent.tools.read.list_coupons import list_coupons
from agent.tools.read.search_knowledge import SearchKnowledge, search_knowledge
from agent.tools.read.track_shipment import track_shipment
from agent.tools.write.arguments import OnOrder, SendBack
from agent.tools.write.cancel_order import cancel_order
from agent.tools.write.change_address import ChangeAddress, change_address
from agent.tools.write.create_exchange import CreateExchange, create_exchange
from agent.tools.write.create_refund import CreateRefund, create_refund
from agent.tools.write.create_return import create_return
from agent.tools.write.expedite_shipment import expedite_shipment
from agent.tools.write.issue_coupon import IssueCoupon, issue_coupon
from agent.tools.write.issue_invoice import IssueInvoice, issue_invoice

TOOLS: tuple[Tool, ...] = (
    Tool("find_orders", ToolType.READ, FindOrders, find_orders),
    Tool("get_order", ToolType.READ, OneOrder, get_order),
    Tool("track_shipment", ToolType.READ, OneOrder, track_shipment),
    Tool("get_refund", ToolType.READ, MaybeOneOrder, get_refund),
    Tool("check_stock", ToolType.READ, CheckStock, check_stock, needs_customer=False),
    Tool("list_coupons", ToolType.READ, MaybeOneOrder, list_coupons),
    Tool("search_knowledge", ToolType.READ, SearchKnowledge, search_knowledge, needs_customer=False),
    Tool("cancel_order", ToolType.WRITE, OnOrder, cancel_order),
    Tool("change_address", ToolType.WRITE, ChangeAddress, change_address),
    Tool("create_return", ToolType.WRITE, SendBack, create_return),
    Tool("create_exchange", ToolType.WRITE, CreateExchange, create_exchange),
    Tool("create_refund", ToolType.WRITE, CreateRefund, create_refund),
    Tool("expedite_shipment", ToolType.WRITE, OnOrder, expedite_shipment),
    Tool("issue_invoice", ToolType.WRITE, IssueInvoice, issue_invoice),
    Tool("issue_coupon", ToolType.WRITE, IssueCoupon, issue_coupon),
)

_BY_NAME = {tool.name: tool for tool in TOOLS}


def tool_named(name: str) -> Tool | None:
    """The tool of this name; None for anything else."""
    return _BY_NAME.get(name)
