"""The door to the rule engine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from agent.rules.cancellation import may_cancel
from agent.rules.case import Case
from agent.rules.changes import may_change_address, may_expedite, may_invoice
from agent.rules.compensation import may_compensate
from agent.rules.refunds import may_refund
from agent.rules.returns import may_exchange, may_return
from agent.rules.verdict import Eligibility, refused
from domain.orders import Customer, Order, Product, Refund
from domain.rules import Rules

_BY_ACTION: dict[str, Callable[[Case], Eligibility]] = {
    "cancel_order": may_cancel,
    "change_address": may_change_address,
    "create_return": may_return,
    "create_exchange": may_exchange,
    "create_refund": may_refund,
    "expedite_shipment": may_expedite,
    "issue_invoice": may_invoice,
}


def eligibility(
    name: str,
    order: Order | None,
    customer: Customer | None,
    products: Sequence[Product],
    rules: Rules,
    now: datetime,
    args: Mapping[str, object],
    refunds: Sequence[Refund] = (),
) -> Eligibility:
    """Whether an action is allowed now. Pure and total: any input gets a verdict, nothing raises.

    Args:
        name: an action of design §5.3; an unknown one is refused.
        order: the customer's own order; only ``issue_coupon`` does without.
        customer: for tier rules; None is a customer without a tier.
        products: the catalogue, for categories and current prices.
        now: aware; days are counted on the shop's clock.
        args: the action's arguments, money in fen.
        refunds: of this order, so that nothing is paid back twice.
    """
    if name == "issue_coupon":
        return may_compensate(rules, args)
    decide = _BY_ACTION.get(name)
    if decide is None:
        return refused(name, "不支持这项操作。")
    if order is None:
        return refused(name, "没有找到这笔订单。")
    by_sku = {product.sku: product for product in products}
    return decide(Case(order, customer, by_sku, rules, now, args, refunds))
