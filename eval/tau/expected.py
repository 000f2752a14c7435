"""What the benchmark's gold actions leave behind, worked out from its data and policy alone."""

from typing import Any

from domain.orders import Order, Refund
from eval.tau.data import GoldAction
from eval.tau.mapping import address_of


class ExpectedStore:
    """One customer's orders as the benchmark's own tools would leave them, in the projection that is compared."""

    def __init__(self, orders: list[Order]) -> None:
        """Args: orders: of the task's customer, before."""
        self._prices = {order.order_no: {item.sku: item.unit_price for item in order.items} for order in orders}
        self._totals = {order.order_no: order.total for order in orders}
        self._orders = {o.order_no: {"status": str(o.status), "address": o.address} for o in orders}
        self._cases: list[list[Any]] = []

    def apply(self, action: GoldAction) -> None:
        """One gold action; reads change nothing."""
        number = action.args.get("order_id", "")
        if number not in self._orders:
            return
        if action.name == "cancel_pending_order":
            self._orders[number]["status"] = "已取消"
            self._cases.append([number, "仅退款", self._totals[number]])
        elif action.name == "modify_pending_order_address":
            self._orders[number]["address"] = address_of(action.args)
        elif action.name == "return_delivered_order_items":
            self._orders[number]["status"] = "退款中"
            prices = self._prices[number]
            amount = sum(prices.get(item, 0) for item in dict.fromkeys(action.args["item_ids"]))
            self._cases.append([number, "退货退款", amount])
        elif action.name == "exchange_delivered_order_items":
            self._cases.append([number, "换货", 0])

    def projection(self) -> dict[str, Any]:
        """Orders with status and address, and the cases."""
        return {"orders": self._orders, "cases": sorted(self._cases)}


def projection_of(orders: list[Order], refunds: list[Refund]) -> dict[str, Any]:
    """The same of what our order store holds."""
    return {
        "orders": {order.order_no: {"status": str(order.status), "address": order.address} for order in orders},
        "cases": sorted([refund.order_no, refund.type, refund.amount] for refund in refunds),
    }
