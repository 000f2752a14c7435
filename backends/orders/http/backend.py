"""``OrderBackend`` over HTTP. Whose data comes back is checked here: another owner's answer is no answer."""

import json
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar, get_args

from tenacity import AsyncRetrying, RetryCallState, stop_after_attempt, wait_exponential_jitter

from backends.orders.fingerprint import order_version
from backends.orders.http.client import CATALOGUE_BYTES, OrderClient
from backends.orders.http.failures import BadAnswerError, KeyUsedError, NoAnswerError, NotReachedError
from backends.orders.http.messages import (
    About,
    ActionAnswer,
    CouponsAnswer,
    CustomerAnswer,
    OrdersAnswer,
    ProductsAnswer,
    RefundsAnswer,
    ShipmentsAnswer,
    StockAnswer,
)
from backends.orders.http.wire import WireOrder, WireShipment
from domain.approvals import MONEY_ACTIONS
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, Coupon, Customer, Order, Product, Refund, Shipment, StockLine
from domain.rules import ActionName

ACTION_NAMES = frozenset(get_args(ActionName))
UNCERTAIN = "订单系统没有返回明确结果，操作可能已经生效，也可能没有"
"""For people: what is known of an action without an answer."""


class _Owned(Protocol):
    @property
    def customer_id(self) -> str: ...


class _OfOrder(_Owned, Protocol):
    @property
    def order_no(self) -> str: ...


O = TypeVar("O", bound=_Owned)  # noqa: E741 - an owned thing
N = TypeVar("N", bound=_OfOrder)


class HttpOrderBackend:
    """One shop's system."""

    def __init__(self, client: OrderClient, attempts: int = 3) -> None:
        """Args: client: stays the caller's; attempts: of an action that certainly had no effect so far."""
        self._client, self._attempts = client, attempts

    async def about(self) -> About:
        """Whether the system is there and keeps this contract. Raises: OrderSystemError."""
        return await self._client.look_up("/about", (), About)

    async def customer(self, shop: ShopId, customer: CustomerId) -> Customer | None:
        """The customer's own card."""
        found = (await self._client.look_up("/customer", (("customer_id", customer),), CustomerAnswer)).customer
        if found is None:
            return None
        if found.id != customer:
            raise BadAnswerError("GET /customer was answered with another customer's card.")
        return Customer.model_validate(found.model_dump())

    async def orders_of(self, shop: ShopId, customer: CustomerId) -> list[Order]:
        """The customer's orders, newest first."""
        found = await self._client.look_up("/orders", (("customer_id", customer),), OrdersAnswer)
        orders = [_order(each) for each in _own(found.orders, customer, "/orders")]
        return sorted(orders, key=lambda order: (order.created_at, order.order_no), reverse=True)

    async def order(self, shop: ShopId, customer: CustomerId, order_no: str) -> Order | None:
        """One order of this customer; None when absent or another's."""
        query = (("customer_id", customer), ("order_no", order_no))
        found = await self._client.look_up("/orders", query, OrdersAnswer)
        orders = _of_order(found.orders, customer, order_no, "/orders")
        if len(orders) > 1:
            raise BadAnswerError("GET /orders was answered with several orders of one number.")
        return _order(orders[0]) if orders else None

    async def shipments_of(self, shop: ShopId, customer: CustomerId, order_no: str) -> list[Shipment]:
        """The parcels of one order of this customer."""
        query = (("customer_id", customer), ("order_no", order_no))
        found = await self._client.look_up("/shipments", query, ShipmentsAnswer)
        return [_shipment(each) for each in _of_order(found.shipments, customer, order_no, "/shipments")]

    async def refunds_of(self, shop: ShopId, customer: CustomerId, order_no: str | None = None) -> list[Refund]:
        """The customer's refunds, newest first."""
        query = (("customer_id", customer), *((("order_no", order_no),) if order_no is not None else ()))
        found = await self._client.look_up("/refunds", query, RefundsAnswer)
        refunds = _own(found.refunds, customer, "/refunds")
        if order_no is not None:
            refunds = _of_order(found.refunds, customer, order_no, "/refunds")
        dumped = [
            each.model_dump(exclude={"customer_id": True, "timeline": {"__all__": {"place"}}}) for each in refunds
        ]
        return [Refund.model_validate(each) for each in dumped]

    async def coupons_of(self, shop: ShopId, customer: CustomerId) -> list[Coupon]:
        """The customer's coupons."""
        found = await self._client.look_up("/coupons", (("customer_id", customer),), CouponsAnswer)
        return [Coupon.model_validate(each.model_dump()) for each in _own(found.coupons, customer, "/coupons")]

    async def products(self, shop: ShopId) -> list[Product]:
        """The catalogue."""
        found = await self._client.look_up("/products", (), ProductsAnswer, CATALOGUE_BYTES)
        return [Product.model_validate(each.model_dump()) for each in found.products]

    async def stock(self, shop: ShopId, skus: tuple[str, ...]) -> list[StockLine]:
        """Stock lines of these skus."""
        if not skus:
            return []
        found = await self._client.look_up("/stock", [("sku", sku) for sku in skus], StockAnswer)
        return [StockLine.model_validate(each.model_dump()) for each in found.stock if each.sku in skus]

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        """Carry out an approved action under its key.

        Tried again while it certainly had no effect. Without an answer it is asked once more under the same key,
        which brings the first result; but never where money moves: then the result is unknown.

        Raises: UnavailableError: nothing was changed and it may be tried again.
        """
        if name not in ACTION_NAMES:
            return ActionResult(status="refused", message="这项操作暂不支持，已请人工客服跟进。")
        said = {"customer_id": customer, "name": name, "args": dict(args)}
        body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
        uncertain = False

        def again(state: RetryCallState) -> bool:
            nonlocal uncertain
            error = state.outcome.exception() if state.outcome else None
            uncertain = uncertain or isinstance(error, NoAnswerError | BadAnswerError)
            retryable = NotReachedError if name in MONEY_ACTIONS else (NotReachedError, NoAnswerError)
            return isinstance(error, retryable)

        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._attempts), wait=wait_exponential_jitter(initial=0.2, max=2, jitter=0.2),
            retry=again, reraise=True,
        )  # fmt: skip
        try:
            answer: ActionAnswer = await retrying(self._client.act, "/actions", body, idempotency_key, ActionAnswer)
        except (NoAnswerError, BadAnswerError, KeyUsedError) as error:
            return ActionResult(status="unknown", message=f"{UNCERTAIN}（{error}）")
        except NotReachedError as error:
            if uncertain:
                return ActionResult(status="unknown", message=f"{UNCERTAIN}（{error}）")
            raise
        return ActionResult.model_validate(answer.model_dump())


def _own(found: Iterable[O], customer: CustomerId, path: str) -> list[O]:
    things = list(found)
    if any(each.customer_id != customer for each in things):
        raise BadAnswerError(f"GET {path} was answered with another customer's data; all of it is refused.")
    return things


def _of_order(found: Iterable[N], customer: CustomerId, order_no: str, path: str) -> list[N]:
    things = _own(found, customer, path)
    if any(each.order_no != order_no for each in things):
        raise BadAnswerError(f"GET {path} was answered with another order than was asked for.")
    return things


def _order(wire: WireOrder) -> Order:
    order = Order.model_validate(wire.model_dump())
    return order if order.version else order.model_copy(update={"version": order_version(order)})


def _shipment(wire: WireShipment) -> Shipment:
    shipment = Shipment.model_validate(wire.model_dump(exclude={"customer_id"}))
    return shipment.model_copy(update={"events": tuple(sorted(shipment.events, key=lambda event: event.time))})
