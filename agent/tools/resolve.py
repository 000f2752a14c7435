"""Which of the customer's own orders a turn is about."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from agent.reasoning.entities.times import Days, days_of, find_when
from agent.reasoning.entities.titles import find_title
from agent.rules.case import shop_day
from agent.tools.item_match import fit, names_head, order_fit
from agent.tools.order_choice import MOST_CHOICES, OrderChoice
from agent.tools.order_numbers import by_bare_digits, by_numbers, by_tails, by_whole_numbers
from agent.tools.order_states import by_amount, by_state
from agent.tools.own_affairs import general, parcel_is_odd
from agent.tools.several_goods import by_several_goods
from agent.tools.status_fit import STATUS_FIT
from agent.tools.wishes import ASKING
from domain.analysis import Analysis
from domain.intents import Intent
from domain.orders import Order, Product, Shipment
from domain.text.english import with_chinese_names

RECENT = timedelta(days=90)
"""Older orders are not meant unless they are named or nothing newer is there."""
_RECEIVED = re.compile("收到|签收|到货|到手|送到|received|arrived")
_SHIPPED = re.compile("发货的|寄出|发出|shipped")
_BOUGHT = re.compile("买|下单|下的单|拍|订的|付款|那单|那笔|的单|的订单|bought|ordered|placed")

NOTHING_ALIKE: Mapping[str, float] = MappingProxyType({})
ALIKE, SURELY_ALIKE, APART = 0.25, 0.28, 0.05
"""Centred cosine of the customer's word for a thing to its name; what is left where none is named stays below .2."""
_OF_A_PARCEL = (Intent.ORDER_STATUS, Intent.LOGISTICS_TRACK, Intent.REFUND_STATUS, Intent.EXPEDITE)
"""Asked of goods that were not bought, these have no answer from another order."""
_COUNTED = re.compile("([俩两二仨三四])(?:个|笔|单|件|份|张)?(?:订单|单子|单|生意|货|包裹|快递|都|分别|各|东西)")
_COUNTS = {"俩": 2, "两": 2, "二": 2, "仨": 3, "三": 3, "四": 4}
_FRAGMENT = 8
"""Characters of what a question was completed with."""
_PARTICLES = " 的那个件单笔回次"
_OWN_WORDS = re.compile("我的|我买|我订|我拍|那|这|my ")


def resolve_orders(
    analysis: Analysis,
    orders: Sequence[Order],
    products: Sequence[Product],
    shipments: Sequence[Shipment],
    now: datetime,
    alike: Mapping[str, float] = NOTHING_ALIKE,
) -> OrderChoice:
    """Pure. By number, tail or tracking number where one is named, else by goods, time, and status that fits the wish.

    Args:
        orders: all of the customer's own.
        products: the catalogue, for categories and to tell goods of the shop from other words.
        shipments: of these orders, as far as they are known.
        alike: by name of goods, how near in meaning the words are; consulted where no character or sound tells.
    """
    newest = sorted(orders, key=lambda order: order.created_at, reverse=True)
    entities = analysis.entities
    if spelt_out := by_whole_numbers(analysis.question, newest):
        return OrderChoice(found=spelt_out)
    if entities.order_nos or entities.tracking_nos:
        return by_numbers((*entities.order_nos, *entities.tracking_nos), newest, shipments)
    if entities.order_tails:
        by_tail = by_tails(entities.order_tails, newest)
        paid = by_amount(analysis.question, newest) if by_tail.missing else []
        return OrderChoice(found=(paid[0],)) if len(paid) == 1 else by_tail
    if not newest:
        return OrderChoice()
    if (by_digits := by_bare_digits(analysis.question, newest)) is not None:
        return OrderChoice(found=(by_digits,))
    categories = {product.sku: product.category for product in products}
    several = by_several_goods(goods_words(analysis), newest, categories, lambda some: _likely(analysis, some, now))
    if several.found:
        return OrderChoice(found=several.found)
    named = list(several.shared) or _by_goods(analysis, newest, products, _as_far_as_needed(analysis, newest, alike))
    if named is None:
        return OrderChoice(ambiguous=tuple(newest[:MOST_CHOICES]), no_such_goods=True)
    timed = by_time(analysis, by_state(analysis.question, named), now)
    if timed is None:
        return OrderChoice(ambiguous=tuple(named[:MOST_CHOICES]))
    if entities.every or _counts_all(analysis.question, timed):
        return OrderChoice(found=tuple(_meant_together(analysis, timed))[:MOST_CHOICES])
    if entities.latest:
        return OrderChoice(found=tuple((_fitting(analysis, timed) or timed)[:1]))
    return _one_of(analysis, timed, now)


def _counts_all(question: str, orders: list[Order]) -> bool:
    """这两笔分别: as many are spoken of as there are."""
    counted = _COUNTED.search(question)
    return counted is not None and _COUNTS.get(counted[1]) == len(orders)


def _meant_together(analysis: Analysis, orders: list[Order]) -> list[Order]:
    """All, where so many are counted; else those that the wish fits."""
    return orders if _counts_all(analysis.question, orders) else _fitting(analysis, orders) or orders


def bought_goods(
    analysis: Analysis,
    orders: Sequence[Order],
    products: Sequence[Product],
    alike: Mapping[str, float] = NOTHING_ALIKE,
) -> bool:
    """Whether the words name goods of one of the orders, as the shop calls them or as near as that; pure."""
    categories = {product.sku: product.category for product in products}
    words = (*analysis.entities.products, goods_words(analysis))
    named = any(order_fit(words, order, categories) >= 1 for order in orders)
    return named or any(alike.get(item.name, 0.0) >= SURELY_ALIKE for order in orders for item in order.items)


def goods_words(analysis: Analysis) -> str:
    """The words in which goods may be named: not a new address, nor the company an invoice is for."""
    words = analysis.question
    title = find_title(words)
    for elsewhere in (title.value if title else "", analysis.entities.address or ""):
        words = words.replace(elsewhere, "，") if elsewhere else words
    return with_chinese_names(words)


def _one_of(analysis: Analysis, candidates: list[Order], now: datetime) -> OrderChoice:
    if len(candidates) == 1:
        return OrderChoice(found=(candidates[0],))
    likely = _likely(analysis, candidates, now)
    return OrderChoice(found=(likely[0],)) if len(likely) == 1 else OrderChoice(ambiguous=tuple(likely[:MOST_CHOICES]))


def _likely(analysis: Analysis, candidates: list[Order], now: datetime) -> list[Order]:
    """Recent ones, and of these the ones whose status fits the wish."""
    recent = [order for order in candidates if now - order.created_at <= RECENT] or candidates
    return _fitting(analysis, recent) or recent


def _by_goods(
    analysis: Analysis, orders: list[Order], products: Sequence[Product], alike: Mapping[str, float]
) -> list[Order] | None:
    """The orders whose goods the words fit best; all where none is named; None where none has the goods named."""
    categories = {product.sku: product.category for product in products}
    words = analysis.entities.products
    scored = [(order_fit((*words, goods_words(analysis)), order, categories), order) for order in orders]
    best = max(score for score, _ in scored)
    if best >= 1 and (led := _named_first(analysis, orders, categories)):
        return led
    if best >= 1:
        alike_named = [order for score, order in scored if score >= best - 0.5]
        return [order for order in alike_named if names_head(goods_words(analysis), order)] or alike_named
    in_catalogue = any(fit(word, f"{p.name} {p.spec}") >= 2 for word in words for p in products)
    own = _OWN_WORDS.search(analysis.question) or (analysis.intent in _OF_A_PARCEL and not general(analysis))
    return None if in_catalogue and own else _by_meaning(orders, alike)


def _named_first(analysis: Analysis, orders: list[Order], categories: Mapping[str, str]) -> list[Order]:
    """那包包呢, after 老爹鞋送哪去了, is completed to 包包，老爹鞋送哪去了: what stands in front is what is meant."""
    first, _, rest = analysis.question.partition("，")
    if not rest or len(first) > _FRAGMENT or ASKING.search(first):
        return []
    named = [order for order in orders if order_fit((first, first.strip(_PARTICLES)[-1:]), order, categories) >= 1]
    others = [order for order in orders if order not in named and order_fit((rest,), order, categories) >= 1]
    return named if others else []


def _as_far_as_needed(analysis: Analysis, orders: list[Order], alike: Mapping[str, float]) -> Mapping[str, float]:
    """Where orders are told by how far they are or how they were paid, only goods that are surely named count too."""
    if analysis.entities.every:
        return NOTHING_ALIKE
    told_apart = len(by_state(analysis.question, orders)) < len(orders)
    return {name: near for name, near in alike.items() if near >= (SURELY_ALIKE if told_apart else ALIKE)}


def _by_meaning(orders: list[Order], alike: Mapping[str, float]) -> list[Order]:
    """The orders whose goods are nearest in meaning, where that tells any apart; else all."""
    scored = [(max((alike.get(item.name, 0.0) for item in order.items), default=0.0), order) for order in orders]
    best = max(score for score, _ in scored)
    return orders if best < ALIKE else [order for score, order in scored if score > best - APART]


def by_time(analysis: Analysis, orders: list[Order], now: datetime) -> list[Order] | None:
    """The orders of the time that is named; None where something was bought then, but none of these."""
    said = analysis.entities.when or next((found.value for found in find_when(analysis.question)), None)
    if said is None or (days := days_of(said, now)) is None:
        return orders
    within = [order for order in orders if _happened(order, days, analysis.question)]
    bought_then = re.search(re.escape(said) + r"(?:晚上|早上)?(?:买|拍|订|下的?单)", analysis.question)
    return within or (None if bought_then and len(orders) > 1 else orders)


def _happened(order: Order, days: Days, question: str) -> bool:
    if _RECEIVED.search(question) and not _BOUGHT.search(question):
        at = order.signed_at
    elif _SHIPPED.search(question) and not _BOUGHT.search(question):
        at = order.shipped_at
    else:
        at = order.paid_at if order.paid_at and not _in(days, shop_day(order.created_at)) else order.created_at
    return at is not None and _in(days, shop_day(at))


def _in(days: Days, day: date) -> bool:
    return days.first <= day <= days.last


def _fitting(analysis: Analysis, orders: list[Order]) -> list[Order]:
    """The orders in the first status group that fits the wish and isn't empty."""
    intent = Intent.LOGISTICS_TRACK if parcel_is_odd(analysis) else analysis.intent
    for statuses in STATUS_FIT.get(intent, ()):
        if chosen := [order for order in orders if order.status in statuses]:
            return chosen
    return []
