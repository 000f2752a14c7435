"""Looks up the customer's own orders: understands which is meant, reads what is asked of it, asks the rules."""

import asyncio
import re
from collections.abc import Sequence

from agent.reasoning.entities.essence import essence
from agent.rules.reasons import reason_kind
from agent.tools.context import ToolContext, ToolOutput
from agent.tools.describe.orders import choice_lines, order_fact, orders_fact
from agent.tools.gathered import Gathered
from agent.tools.goods_names import as_named
from agent.tools.notices import NEED_ADDRESS, NO_ORDERS, NO_REFUND, NO_SUCH_ORDER, NO_SUCH_PRODUCT
from agent.tools.order_choice import OrderChoice
from agent.tools.order_numbers import by_bare_digits
from agent.tools.order_states import by_state
from agent.tools.own_affairs import names_order_number, parcel_is_odd, speaks_of
from agent.tools.parts import asked_apart
from agent.tools.plan import ToolPlan, plan_tools
from agent.tools.propose import propose
from agent.tools.read.arguments import MaybeOneOrder
from agent.tools.read.find_orders import MOST_SHOWN
from agent.tools.read.get_refund import MOST_SHOWN as MOST_REFUNDS
from agent.tools.read.get_refund import refunds_told
from agent.tools.read.list_coupons import list_coupons
from agent.tools.read.track_shipment import track_order
from agent.tools.refund_arrival import arrival_passages
from agent.tools.resolve import bought_goods, by_time, goods_words, resolve_orders
from agent.tools.wanted_action import wanted_action
from agent.tools.wishes import ASKING, ASKS, as_wished, asked_together, asks_which_address
from domain.affairs import Asked, Wish
from domain.analysis import Analysis
from domain.evidence import Fact, Passage
from domain.intents import Intent
from domain.orders import Order, Product

_OWN_ADDRESS = re.compile(
    "地址|收件人|收货人|(?:寄|送|发)(?:到|往|去|给)?了?(?:哪|谁|什么地方|啥地方|何处|何地)|"
    "(?:寄|送|发|收货|收件)[^，,。；;]{0,8}(?:哪个?(?:省|市|区|县|镇|城市|地方|小区|街|楼)|写的)|address",
    re.IGNORECASE,
)
_EACH_PRICE = re.compile(
    "单价|单(?:独|买)?一[一-鿿]|(?:多少钱|几块钱?|多少)(?:一|每)|每[一-鿿]{1,2}(?:多少|几)|一[一-鿿](?:多少钱|几块)"
)
_ASKS_COUPON_HERE = re.compile("灰|咋|选不|点不|不让|抵|减|能|可以|用不了|不了|不能|不可|为什么|为啥|怎么")
_SEVERAL_REFUNDS = re.compile("[几两三](?:个|笔|单)|哪些|分别|全部|所有")
_CARRIER = re.compile(
    "顺丰|京东|圆通|中通|申通|韵达|极兔|邮政|EMS|德邦|百世|丹鸟|菜鸟|安能|跨越|日日顺|"
    r"(?<![A-Za-z\d])(?:SF|JD|ZTO|YTO|STO|J&T)(?![A-Za-z\d])",
    re.IGNORECASE,
)
_CARRIERS = {"SF": "顺丰", "JD": "京东", "ZTO": "中通", "YTO": "圆通", "STO": "申通", "J&T": "极兔"}
_ONE_OF_THEM = re.compile("张|券|选不|点了|点不|灰|没反应|用不|抵")
_EVERY_COUPONS = re.compile(r"[满减打折券元无门槛优惠立\d.]+")
_PARCELS_ASKED = 10
_NAMES_COMPARED = 24
"""A name that was never compared before takes the embedding model some 20 ms."""


def _with_named_first(fact: Fact, words: str) -> Fact:
    """A coupon that is named is told before the others, of which some may be left out."""
    named = [line for line in fact.lines if _names_coupon(words, line)]
    return fact.model_copy(update={"lines": (*named, *(line for line in fact.lines if line not in named))})


def _names_coupon(words: str, line: str) -> bool:
    """Whether the words have two characters running that tell this line's coupon from others."""
    name = _EVERY_COUPONS.sub(" ", line.partition("：")[0])
    pairs = (name[n : n + 2] for n in range(len(name) - 1))
    return any(" " not in pair and pair in words for pair in pairs)


def _together(parts: Sequence[Gathered], order_calls: int) -> Gathered:
    """What was found for several orders or clauses."""
    return Gathered(
        facts=tuple(fact for part in parts for fact in part.facts),
        passages=tuple(passage for part in parts for passage in part.passages),
        actions=tuple(report for part in parts for report in part.actions),
        notices=tuple(notice for part in parts for notice in part.notices),
        order_calls=order_calls,
    )


class OrderDesk:
    """One turn's dealings with the order backend."""

    def __init__(self, plan: ToolPlan, analysis: Analysis, context: ToolContext) -> None:
        """Nothing is read yet."""
        self._plan, self._analysis, self._context = plan, as_wished(analysis), context
        self._naming = self._analysis
        """With goods as the customer's own orders call them."""
        self._calls = 0

    async def look_up(self) -> Gathered:
        """What the plan says about own orders; nothing at all for a visitor who isn't signed in."""
        looks = self._plan.own_order or self._plan.if_bought
        if self._context.customer_id is None or not (looks or self._personal_reads()):
            return Gathered()
        if not looks:
            return await self._coupons(None)
        orders = await self._context.orders.orders_of(self._context.shop.id, self._context.customer_id)
        self._calls += 1
        self._naming = self._named_as_in(orders)
        if apart := await self._asked_apart(orders):
            return apart
        if "find_orders" in self._plan.reads and orders and len(some := self._pointed_at(orders)) != 1:
            facts = (orders_fact(tuple(some[:MOST_SHOWN]), self._context.now),)
            return Gathered(facts=facts, order_calls=self._calls)
        if "list_coupons" not in self._plan.reads and (coupon := await self._coupon_named(orders)).facts:
            return coupon
        if self._plan.if_bought and not self._plan.own_order:
            return await self._if_bought(orders)
        if self._refunds_in_general(orders):
            products, alike = await self._catalogue(orders)
            if not bought_goods(self._naming, orders, products, alike):
                return await self._latest_refunds(orders)
        return await self._about(await self._resolve(orders), orders)

    async def _asked_apart(self, orders: list[Order]) -> Gathered | None:
        """Each clause for itself, where each is about an order of its own; None where one must be asked back."""
        affair = self._analysis.affair
        parts = affair.parts if affair is not None else ()
        named = {part.text: self._as_in(orders, part.text) for part in parts}
        found = [await self._part(reading) for reading in asked_apart(self._analysis, orders, named)]
        if not found or any(each.choices or not (each.facts or each.actions or each.notices) for each in found):
            return None
        return _together(found, self._calls + sum(each.order_calls for each in found))

    async def _part(self, reading: Analysis) -> Gathered:
        return await OrderDesk(plan_tools(reading, self._context.shop, True), reading, self._context).look_up()

    def _pointed_at(self, orders: list[Order]) -> list[Order]:
        """我有个单子忘了付 是啥东西, 三月份买过个啥: which orders is asked, and said."""
        timed = by_time(self._analysis, orders, self._context.now) or orders
        return timed if self._analysis.entities.every else by_state(self._analysis.question, timed)

    def _named_as_in(self, orders: list[Order]) -> Analysis:
        return self._analysis.model_copy(update={"question": self._as_in(orders, self._analysis.question)})

    def _as_in(self, orders: list[Order], words: str) -> str:
        """The words with goods as these orders call them."""
        names = (f"{item.name} {item.spec}" for order in orders for item in order.items)
        return as_named(words, names, self._context.shop.synonyms)

    async def _if_bought(self, orders: list[Order]) -> Gathered:
        """What is asked of goods that the customer has bought is answered from that order, else of none."""
        products, alike = await self._catalogue(orders)
        named = (
            bought_goods(self._naming, orders, products, alike)
            or by_bare_digits(self._analysis.question, orders)
            or len(self._pointed_at(orders)) < len(orders)
        )
        if orders and named:
            choice = resolve_orders(self._naming, orders, products, (), self._context.now, alike)
            if choice.found:
                return await self._about(choice, orders)
        unpaid = [order for order in orders if order.status == "待付款"]
        if not self._personal_reads():
            return Gathered(order_calls=self._calls)
        if len(unpaid) == 1 and _ASKS_COUPON_HERE.search(self._analysis.question):
            # Whether a coupon can be used is a question of the one order that still has to be paid.
            return await self._about(OrderChoice(found=(unpaid[0],)), orders)
        return await self._coupons(None)

    async def _coupon_named(self, orders: list[Order]) -> Gathered:
        """女神节那张咋是灰的: a coupon is told by its name alone, for the one order that still has to be paid."""
        if not _ONE_OF_THEM.search(self._analysis.question):
            return Gathered()
        unpaid = [order for order in orders if order.status == "待付款"]
        found = await self._coupons(unpaid[0] if len(unpaid) == 1 else None)
        named = any(_names_coupon(self._analysis.question, line) for fact in found.facts for line in fact.lines)
        return found if named else Gathered()

    def _refunds_in_general(self, orders: list[Order]) -> bool:
        """我的退款到了吗 is about the refunds there are, whatever the orders; 取消的那单 names one."""
        e, intent = self._analysis.entities, self._analysis.intent
        named = e.order_nos or e.order_tails or e.tracking_nos or e.products or e.when or e.latest
        asks = intent is Intent.REFUND_STATUS and "get_refund" in self._plan.reads and not self._plan.wants_change
        return bool(asks and not named and len(by_state(self._analysis.question, orders)) == len(orders))

    async def _latest_refunds(self, orders: list[Order]) -> Gathered:
        assert self._context.customer_id is not None
        refunds = await self._context.orders.refunds_of(self._context.shop.id, self._context.customer_id)
        waiting = {order.order_no for order in orders if order.status == "退款中"}
        several = self._analysis.entities.every or _SEVERAL_REFUNDS.search(self._analysis.question)
        chosen = refunds if several else [r for r in refunds if r.order_no in waiting] or refunds[:1]
        if not chosen:
            return Gathered(notices=(NO_REFUND,), order_calls=self._calls + 1)
        told = refunds_told(self._context, orders, chosen[:MOST_REFUNDS])
        passages = await arrival_passages(self._context, told.facts)
        return Gathered(facts=told.facts, passages=passages, order_calls=self._calls + 1)

    def _personal_reads(self) -> bool:
        return "list_coupons" in self._plan.reads

    async def _catalogue(self, orders: list[Order]) -> tuple[list[Product], dict[str, float]]:
        """The shop's goods; and where the words name none of those bought, how near in meaning they are to each."""
        products = await self._context.orders.products(self._context.shop.id)
        self._calls += 1
        likeness, words = self._context.likeness, essence(goods_words(self._naming))
        if (
            likeness is None
            or not words
            or names_order_number(self._analysis)
            or bought_goods(self._naming, orders, products)
        ):
            return products, {}
        names = list(dict.fromkeys(item.name for order in orders for item in order.items))[:_NAMES_COMPARED]
        return products, dict(zip(names, await likeness.to_names(words, names), strict=True))

    async def _resolve(self, orders: list[Order]) -> OrderChoice:
        products, alike = await self._catalogue(orders)
        candidates, carrier = orders, _CARRIER.search(self._analysis.question)
        if carrier and not names_order_number(self._analysis):
            name = carrier.group().upper()
            candidates = await self._sent_by(_CARRIERS.get(name, name), orders) or orders
        choice = resolve_orders(self._naming, candidates, products, (), self._context.now, alike)
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
        return resolve_orders(self._naming, orders, products, shipments, self._context.now)

    async def _sent_by(self, carrier: str, orders: list[Order]) -> list[Order]:
        """京东送的那个: those whose parcel this carrier has."""
        shop, customer = self._context.shop.id, self._context.customer_id
        assert customer is not None
        asked = [order for order in orders if order.status not in ("待付款", "待发货")][:_PARCELS_ASKED]
        self._calls += len(asked)
        parcels = await asyncio.gather(
            *(self._context.orders.shipments_of(shop, customer, order.order_no) for order in asked)
        )
        return [o for o, some in zip(asked, parcels, strict=True) if any(carrier in p.carrier for p in some)]

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
        return _together(parts, self._calls)

    async def _of(self, order: Order) -> Gathered:
        """Everything asked about one order."""
        # What is asked of an order whose refund is under way is about that refund.
        refunding = order.status == "退款中" and not self._plan.wants_change
        in_trouble = order.status == "已发货" and not self._plan.wants_change and self._parcel_may_be_odd()
        decides = (self._plan.wants_change or self._plan.asks_rules) and not (
            refunding or in_trouble or self._is_so(order)
        )
        decided = [await self._decide(wanted, order) for wanted in self._wanted(order)] if decides else []
        facts = list({fact.lines: fact for output in decided for fact in output.facts}.values())
        facts = facts or [self._order_fact(order)]
        passages: tuple[Passage, ...] = ()
        hurried = self._analysis.intent is Intent.EXPEDITE and self._is_so(order)
        if "track_shipment" in self._plan.reads or in_trouble or hurried:
            self._calls += 1
            facts += (await track_order(self._context, order)).facts
        if "get_refund" in self._plan.reads or refunding or (order.status == "已取消" and self._is_so(order)):
            refunds = (await self._refunds(order)).facts
            facts += refunds
            passages = await arrival_passages(self._context, refunds)
        coupons = await self._coupons(order) if "list_coupons" in self._plan.reads else Gathered()
        facts += coupons.facts
        reports = tuple(output.report for output in decided if output.report is not None)
        if not self._plan.wants_change:
            reports = tuple(report.model_copy(update={"proposal": None}) for report in reports)
        notices = (*(output.notice for output in decided if output.notice), *coupons.notices)
        return Gathered(facts=tuple(facts), passages=passages, actions=reports, notices=notices)

    def _wanted(self, order: Order) -> list[tuple[str, dict[str, object]]]:
        """The action that is wanted; where rules are asked for, each that is asked about."""
        readings = (self._analysis,) if self._plan.wants_change else asked_together(self._analysis)
        wanted = (wanted_action(reading, order, self._context.said_before) for reading in readings)
        return [each for each in wanted if each is not None]

    def _parcel_may_be_odd(self) -> bool:
        """收纳箱是不是半路给磕坏了: a fault of what hasn't arrived is one of the parcel."""
        affair = self._analysis.affair
        asks_for_change = affair is not None and affair.wish.get(Wish.MAY, 0.0) >= ASKS
        return parcel_is_odd(self._analysis) or (self._analysis.intent is Intent.RETURN_QUALITY and not asks_for_change)

    def _is_so(self, order: Order) -> bool:
        """What is wanted or asked for has happened: how far it is answers, and nothing is left to decide.

        取消了，钱呢 of a cancelled order is about its refund, 今天能送来吗 of a parcel on its way about the parcel.
        """
        intent, asks = self._analysis.intent, not self._plan.wants_change
        if order.status == "已取消":
            return intent is Intent.CANCEL_ORDER or asks or speaks_of(self._analysis, Asked.REFUND)
        # A parcel on its way can't be hurried: where it is answers, however it is asked.
        return intent is Intent.EXPEDITE and order.status not in ("待付款", "待发货")

    def _order_fact(self, order: Order) -> Fact:
        prices = _EACH_PRICE.search(self._analysis.question) is not None or speaks_of(self._analysis, Asked.UNIT_PRICE)
        return order_fact(order, self._context.now, show_address=self._asks_address(), show_prices=prices)

    async def _decide(self, wanted: tuple[str, dict[str, object]], order: Order) -> ToolOutput:
        name, args = wanted
        lacks_address = name == "change_address" and "address" not in args
        self._calls += 4
        # The rules say whether it may change at all before the customer is sent looking for an address.
        output = await propose(
            name, {**args, "address": order.address or "-----"} if lacks_address else args, self._context
        )
        if lacks_address and output.report is not None and output.report.allowed:
            # 地址写错了 is a wish, too; only who asks whether it could be done is told so and no more.
            wants = self._plan.wants_change or not ASKING.search(self._analysis.question)
            return ToolOutput(facts=output.facts, notice=NEED_ADDRESS if wants else "")
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
        facts = tuple(_with_named_first(fact, self._analysis.question) for fact in output.facts)
        return Gathered(facts=facts, notices=notices, order_calls=0 if order else self._calls)

    def _asks_address(self) -> bool:
        if asks_which_address(self._analysis) or speaks_of(self._analysis, Asked.ADDRESS):
            return True
        asks = self._analysis.intent is not Intent.CHANGE_ADDRESS and reason_kind(self._analysis.question) == "other"
        return asks and _OWN_ADDRESS.search(self._analysis.question) is not None

    def _noticed(self, notice: str) -> Gathered:
        return Gathered(notices=(notice,), order_calls=self._calls)
