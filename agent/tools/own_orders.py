"""Looks up the customer's own orders: understands which is meant, reads what is asked of it, asks the rules."""

import asyncio
import re

from agent.rules.reasons import reason_kind
from agent.tools.context import ToolContext, ToolOutput
from agent.tools.describe.orders import choice_lines, order_fact, orders_fact
from agent.tools.gathered import Gathered
from agent.tools.notices import NEED_ADDRESS, NO_ORDERS, NO_REFUND, NO_SUCH_ORDER, NO_SUCH_PRODUCT
from agent.tools.order_choice import OrderChoice
from agent.tools.plan import ToolPlan
from agent.tools.propose import propose
from agent.tools.read.arguments import MaybeOneOrder
from agent.tools.read.find_orders import MOST_SHOWN
from agent.tools.read.get_refund import MOST_SHOWN as MOST_REFUNDS
from agent.tools.read.get_refund import refunds_told
from agent.tools.read.list_coupons import list_coupons
from agent.tools.read.track_shipment import track_order
from agent.tools.resolve import resolve_orders
from agent.tools.wanted_action import wanted_action
from domain.analysis import Analysis
from domain.intents import Intent
from domain.orders import Order

_OWN_ADDRESS = re.compile("地址|收件人|收货人|寄到哪|送到哪|address", re.IGNORECASE)
_PARCELS_ASKED = 10


class OrderDesk:
    """One turn's dealings with the order backend."""

    def __init__(self, plan: ToolPlan, analysis: Analysis, context: ToolContext) -> None:
        """Nothing is read yet."""
        self._plan, self._analysis, self._context = plan, analysis, context
        self._calls = 0

    async def look_up(self) -> Gathered:
        """What the plan says about own orders; nothing at all for a visitor who isn't signed in."""
        if self._context.customer_id is None or not (self._plan.own_order or self._personal_reads()):
            return Gathered()
        if not self._plan.own_order:
            return await self._coupons(None)
        orders = await self._context.orders.orders_of(self._context.shop.id, self._context.customer_id)
        self._calls += 1
        if "find_orders" in self._plan.reads and orders:
            facts = (orders_fact(tuple(orders[:MOST_SHOWN]), self._context.now),)
            return Gathered(facts=facts, order_calls=self._calls)
        if self._refunds_in_general():
            return await self._latest_refunds(orders)
        return await self._about(await self._resolve(orders), orders)

    def _refunds_in_general(self) -> bool:
        """我的退款到了吗 is about the refunds there are, whatever the orders."""
        e, intent = self._analysis.entities, self._analysis.intent
        named = e.order_nos or e.order_tails or e.tracking_nos or e.products or e.when
        asks = intent is Intent.REFUND_STATUS and "get_refund" in self._plan.reads and not self._plan.wants_change
        return asks and not named

    async def _latest_refunds(self, orders: list[Order]) -> Gathered:
        assert self._context.customer_id is not None
        refunds = await self._context.orders.refunds_of(self._context.shop.id, self._context.customer_id)
        waiting = {order.order_no for order in orders if order.status == "退款中"}
        chosen = [r for r in refunds if r.order_no in waiting] or refunds[:1]
        if not chosen:
            return Gathered(notices=(NO_REFUND,), order_calls=self._calls + 1)
        told = refunds_told(self._context, orders, chosen[:MOST_REFUNDS])
        return Gathered(facts=told.facts, order_calls=self._calls + 1)

    def _personal_reads(self) -> bool:
        return "list_coupons" in self._plan.reads

    async def _resolve(self, orders: list[Order]) -> OrderChoice:
        products = await self._context.orders.products(self._context.shop.id)
        self._calls += 1
        choice = resolve_orders(self._analysis, orders, products, (), self._context.now)
        if not choice.missing or not orders:
            return choice
        # A number that no order has may be one of several parcels'.
        shop, customer = self._context.shop.id, self._context.customer_id
        assert customer is not None
        asked = orders[:_PARCELS_ASKED]
        parcels = await asyncio.gather(
            *(self._context.orders.shipments_of(shop, customer, order.order_no) for order in asked)
        )
        self._calls += len(asked)
        shipments = [parcel for some in parcels for parcel in some]
        return resolve_orders(self._analysis, orders, products, shipments, self._context.now)

    async def _about(self, choice: OrderChoice, orders: list[Order]) -> Gathered:
        if choice.missing:
            return self._noticed(NO_SUCH_ORDER)
        if not orders:
            return self._noticed(NO_ORDERS)
        if choice.no_such_goods:
            return self._noticed(NO_SUCH_PRODUCT)
        if choice.ambiguous:
            return Gathered(choices=choice_lines(choice.ambiguous, self._context.now), order_calls=self._calls)
        parts = await asyncio.gather(*(self._of(order) for order in choice.found))
        return Gathered(
            facts=tuple(fact for part in parts for fact in part.facts),
            actions=tuple(report for part in parts for report in part.actions),
            notices=tuple(notice for part in parts for notice in part.notices),
            order_calls=self._calls,
        )

    async def _of(self, order: Order) -> Gathered:
        """Everything asked about one order."""
        wanted = wanted_action(self._analysis, order) if self._plan.wants_change or self._plan.asks_rules else None
        decided = await self._decide(wanted, order) if wanted else ToolOutput()
        facts = list(decided.facts) or [order_fact(order, self._context.now, show_address=self._asks_address())]
        if "track_shipment" in self._plan.reads:
            self._calls += 1
            facts += (await track_order(self._context, order)).facts
        if "get_refund" in self._plan.reads:
            facts += (await self._refunds(order)).facts
        if "list_coupons" in self._plan.reads:
            facts += (await self._coupons(order)).facts
        report = decided.report
        if report is not None and not self._plan.wants_change:
            report = report.model_copy(update={"proposal": None})
        notices = (decided.notice,) if decided.notice else ()
        return Gathered(facts=tuple(facts), actions=(report,) if report else (), notices=notices)

    async def _decide(self, wanted: tuple[str, dict[str, object]], order: Order) -> ToolOutput:
        name, args = wanted
        lacks_address = name == "change_address" and "address" not in args
        self._calls += 4
        # The rules say whether it may change at all before the customer is sent looking for an address.
        output = await propose(
            name, {**args, "address": order.address or "-----"} if lacks_address else args, self._context
        )
        if lacks_address and output.report is not None and output.report.allowed:
            return ToolOutput(facts=output.facts, notice=NEED_ADDRESS if self._plan.wants_change else "")
        return output

    async def _refunds(self, order: Order) -> ToolOutput:
        assert self._context.customer_id is not None
        self._calls += 1
        refunds = await self._context.orders.refunds_of(
            self._context.shop.id, self._context.customer_id, order.order_no
        )
        return refunds_told(self._context, [order], refunds)

    async def _coupons(self, order: Order | None) -> Gathered:
        self._calls += 1
        args = MaybeOneOrder(order_no=order.order_no if order else None)
        output = await list_coupons(self._context, args)
        notices = (output.notice,) if output.notice else ()
        return Gathered(facts=output.facts, notices=notices, order_calls=0 if order else self._calls)

    def _asks_address(self) -> bool:
        asks = self._analysis.intent is not Intent.CHANGE_ADDRESS and reason_kind(self._analysis.question) == "other"
        return asks and _OWN_ADDRESS.search(self._analysis.question) is not None

    def _noticed(self, notice: str) -> Gathered:
        return Gathered(notices=(notice,), order_calls=self._calls)
