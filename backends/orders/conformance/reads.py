"""Checks of the look-ups. Each is one promise of the contract."""

import httpx

from backends.orders.conformance.probe import ABSENT, BrokenError, LeftOutError, Probe, Subject, refused
from backends.orders.http.messages import (
    About,
    CouponsAnswer,
    CustomerAnswer,
    OrdersAnswer,
    ProductsAnswer,
    RefundsAnswer,
    ShipmentsAnswer,
    StockAnswer,
)

HOSTILE = ("' OR '1'='1", "%", "*", '"; DROP TABLE orders; --', "../orders", "0 OR 1=1", "订单", "a" * 100)
"""Numbers that some systems take for more than a text."""


def customer_of(subject: Subject) -> str:
    """Raises: LeftOutError."""
    if subject.customer is None:
        raise LeftOutError("needs --customer")
    return subject.customer


def order_of(subject: Subject) -> dict[str, str]:
    """The query for the customer's order. Raises: LeftOutError."""
    if subject.customer is None or subject.order is None:
        raise LeftOutError("needs --customer and --order")
    return {"customer_id": subject.customer, "order_no": subject.order}


def foreign_of(subject: Subject) -> dict[str, str]:
    """The query by which one customer asks for another's order. Raises: LeftOutError."""
    if subject.customer is None or subject.other_order is None:
        raise LeftOutError("needs --customer and --other-order")
    return {"customer_id": subject.customer, "order_no": subject.other_order}


async def says_which_contract(probe: Probe, subject: Subject) -> None:
    """GET /about names the contract."""
    await probe.answer("/about", {}, About)


async def refuses_without_the_credential(probe: Probe, subject: Subject) -> None:
    """No credential and a wrong one are 401."""
    for path, query in (("/about", {}), ("/orders", {"customer_id": subject.customer or ABSENT})):
        refused(f"GET {path} without a credential", await probe.get(path, query, secret=""), 401)
        refused(f"GET {path} with a wrong one", await probe.get(path, query, secret=f"{probe.secret}x"), 401)


async def refuses_without_an_owner(probe: Probe, subject: Subject) -> None:
    """Without customer_id nothing of any customer is told."""
    for path in ("/customer", "/orders", "/shipments", "/refunds", "/coupons"):
        refused(f"GET {path} without customer_id", await probe.get(path, {"order_no": ABSENT}), 400, 422)


async def tells_the_card(probe: Probe, subject: Subject) -> None:
    """The customer's own card; null for nobody."""
    owner = customer_of(subject)
    card = (await probe.answer("/customer", {"customer_id": owner}, CustomerAnswer)).customer
    if card is None or card.id != owner:
        raise BrokenError("GET /customer: the card of --customer is missing or another one's.")
    if (await probe.answer("/customer", {"customer_id": ABSENT}, CustomerAnswer)).customer is not None:
        raise BrokenError("GET /customer: a customer who doesn't exist has a card.")


async def lists_own_orders_newest_first(probe: Probe, subject: Subject) -> None:
    """All of them, and nobody else's."""
    owner = customer_of(subject)
    orders = (await probe.answer("/orders", {"customer_id": owner}, OrdersAnswer)).orders
    if any(order.customer_id != owner for order in orders):
        raise BrokenError("GET /orders: there are orders of another customer in the answer.")
    times = [order.created_at for order in orders]
    if times != sorted(times, reverse=True):
        raise BrokenError("GET /orders: the newest order is not the first.")
    if len({order.order_no for order in orders}) != len(orders):
        raise BrokenError("GET /orders: an order is there twice.")
    if (await probe.answer("/orders", {"customer_id": ABSENT}, OrdersAnswer)).orders:
        raise BrokenError("GET /orders: a customer who doesn't exist has orders.")


async def finds_one_order(probe: Probe, subject: Subject) -> None:
    """By its number, the same as in the list."""
    query = order_of(subject)
    found = (await probe.answer("/orders", query, OrdersAnswer)).orders
    if [order.order_no for order in found] != [subject.order]:
        raise BrokenError("GET /orders with order_no: not exactly the order that was asked for.")
    every = (await probe.answer("/orders", {"customer_id": query["customer_id"]}, OrdersAnswer)).orders
    if found[0] not in every:
        raise BrokenError("GET /orders: the order differs from the one in the list.")


async def tells_parcels_and_refunds_of_it(probe: Probe, subject: Subject) -> None:
    """Each naming the order and its owner."""
    query = order_of(subject)
    shipments = (await probe.answer("/shipments", query, ShipmentsAnswer)).shipments
    refunds = (await probe.answer("/refunds", query, RefundsAnswer)).refunds
    for path, things in (("/shipments", shipments), ("/refunds", refunds)):
        if any((each.customer_id, each.order_no) != (subject.customer, subject.order) for each in things):
            raise BrokenError(f"GET {path}: something of another order or customer is in the answer.")
    every = (await probe.answer("/refunds", {"customer_id": query["customer_id"]}, RefundsAnswer)).refunds
    if any(each.customer_id != subject.customer for each in every):
        raise BrokenError("GET /refunds: there is a refund of another customer in the answer.")


async def hides_what_is_not_theirs(probe: Probe, subject: Subject) -> None:
    """Another customer's order gets, byte for byte, the answer of one that doesn't exist."""
    foreign = foreign_of(subject)
    for path in ("/orders", "/shipments", "/refunds"):
        theirs = await probe.get(path, foreign)
        absent = await probe.get(path, foreign | {"order_no": ABSENT})
        _empty(path, theirs)
        _empty(path, absent)
        if (theirs.status_code, theirs.content) != (absent.status_code, absent.content):
            raise BrokenError(f"GET {path}: somebody else's order is answered differently from one that isn't there.")


async def takes_a_number_for_a_text(probe: Probe, subject: Subject) -> None:
    """Quotes, wildcards and the like find nothing and break nothing."""
    for number in HOSTILE:
        for query in ({"customer_id": subject.customer or ABSENT, "order_no": number}, {"customer_id": number}):
            _empty("/orders with a hostile number", await probe.get("/orders", query))


async def lists_own_coupons(probe: Probe, subject: Subject) -> None:
    """And nobody else's."""
    owner = customer_of(subject)
    coupons = (await probe.answer("/coupons", {"customer_id": owner}, CouponsAnswer)).coupons
    if any(coupon.customer_id != owner for coupon in coupons):
        raise BrokenError("GET /coupons: there is a coupon of another customer in the answer.")


async def knows_its_goods(probe: Probe, subject: Subject) -> None:
    """Catalogue, and stock of exactly the skus asked for."""
    products = (await probe.answer("/products", {}, ProductsAnswer)).products
    skus = {product.sku for product in products[:1]} or {ABSENT}
    stock = (await probe.answer("/stock", {"sku": next(iter(skus))}, StockAnswer)).stock
    if any(line.sku not in skus for line in stock):
        raise BrokenError("GET /stock: there is stock of another sku in the answer.")
    if (await probe.answer("/stock", {"sku": ABSENT}, StockAnswer)).stock:
        raise BrokenError("GET /stock: a sku that doesn't exist has stock.")


def _empty(call: str, response: httpx.Response) -> None:
    if response.status_code != 200:
        raise BrokenError(f"GET {call} was answered {response.status_code}; nothing found is 200 and an empty list.")
    try:
        lists = list(response.json().values())
    except (ValueError, AttributeError):
        raise BrokenError(f"GET {call}: the answer is no JSON object.") from None
    if lists != [[]]:
        raise BrokenError(f"GET {call}: something was found that must not be.")


READS = (
    says_which_contract,
    refuses_without_the_credential,
    refuses_without_an_owner,
    tells_the_card,
    lists_own_orders_newest_first,
    finds_one_order,
    tells_parcels_and_refunds_of_it,
    hides_what_is_not_theirs,
    takes_a_number_for_a_text,
    lists_own_coupons,
    knows_its_goods,
)
