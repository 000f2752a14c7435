"""The reference server of the HTTP order backend: what a merchant's own system has to do, over Kefu's own data."""

import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import FastAPI, Header, Query, Request, Response
from fastapi.openapi.utils import get_openapi

from api import problems
from api.reference.answers import (
    coupon_on_the_wire,
    customer_on_the_wire,
    order_on_the_wire,
    product_on_the_wire,
    refund_on_the_wire,
    shipment_on_the_wire,
    stock_on_the_wire,
)
from backends.orders.http import messages as m
from backends.orders.http.signing import Auth, is_genuine
from domain.ids import CustomerId, ShopId
from domain.orders import OrderBackend

DESCRIPTION = """What Kefu calls to read a customer's orders and to carry out approved actions.

- Every question about a customer names them as `customer_id`, and only that customer's data may be in the answer.
  Somebody else's order and one that doesn't exist get the same answer: an empty list (or null), with 200.
- `POST /actions` comes with an `Idempotency-Key`. The same key with the same body again returns the first result and
  changes nothing; with another body it is 409. 503 and 429 say that nothing was done; any other failure counts as
  "may have happened".
- Calls carry a bearer token, or an HMAC: `Kefu-Timestamp` (seconds since 1970) and `Kefu-Signature`, `v1=` followed by
  the hex HMAC-SHA256 of `timestamp\\nmethod\\npath?query\\nIdempotency-Key\\nhex sha256 of the body` (the key is
  empty in look-ups). The path is the one in the request line, percent-encoded as sent.
- Money is integer fen, times are ISO 8601 with offset. Answers are JSON, uncompressed, at most 4 MB (the catalogue
  64 MB). Redirects are not followed. Errors are RFC 9457 problem documents. Unknown fields are ignored.
"""

Owner = Annotated[str, Query(min_length=1, max_length=100, description="the customer that is asking")]
OrderNo = Annotated[str, Query(min_length=1, max_length=100)]
Problems: dict[int | str, dict[str, Any]] = {
    401: {"model": m.Problem, "description": "The credential is missing or wrong."},
    422: {"model": m.Problem, "description": "A parameter is missing or has the wrong form."},
    503: {"model": m.Problem, "description": "Nothing was done; try again later."},
}


def create_reference_app(backend: OrderBackend, shop: ShopId, auth: Auth, secret: str) -> FastAPI:
    """The application. ``secret``: the bearer token or the HMAC key."""
    app = FastAPI(
        title="Kefu order backend",
        description=DESCRIPTION,
        version=m.CONTRACT,
        max_body_size=1024 * 1024,
        responses=Problems,
        # FastAPI's pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    _customers(app, backend, shop)
    _goods(app, backend, shop)
    _actions(app, backend, shop)

    @app.middleware("http")
    async def _signed(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.url.path == "/openapi.json":
            return await call_next(request)
        query = request.scope["query_string"].decode("latin-1")
        target = request.scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        if not is_genuine(auth, secret, request.method, target, await request.body(), request.headers, time.time()):
            return problems.problem(401, "Not signed in", "The credential is missing or wrong.")
        return await call_next(request)

    return app


def _customers(app: FastAPI, backend: OrderBackend, shop: ShopId) -> None:
    @app.get("/about")
    async def about() -> m.About:
        """Which contract is kept here."""
        return m.About(contract=m.CONTRACT)

    @app.get("/customer")
    async def customer(customer_id: Owner) -> m.CustomerAnswer:
        """The customer's card."""
        return m.CustomerAnswer(customer=customer_on_the_wire(await backend.customer(shop, CustomerId(customer_id))))

    @app.get("/orders")
    async def orders(customer_id: Owner, order_no: OrderNo | None = None) -> m.OrdersAnswer:
        """The customer's orders, newest first; with `order_no` that one, if it is theirs."""
        owner = CustomerId(customer_id)
        if order_no is None:
            found = await backend.orders_of(shop, owner)
        else:
            one = await backend.order(shop, owner, order_no)
            found = [one] if one else []
        return m.OrdersAnswer(orders=tuple(order_on_the_wire(each) for each in found))

    @app.get("/shipments")
    async def shipments(customer_id: Owner, order_no: OrderNo) -> m.ShipmentsAnswer:
        """The parcels of one order of theirs."""
        found = await backend.shipments_of(shop, CustomerId(customer_id), order_no)
        return m.ShipmentsAnswer(shipments=tuple(shipment_on_the_wire(each, customer_id) for each in found))

    @app.get("/refunds")
    async def refunds(customer_id: Owner, order_no: OrderNo | None = None) -> m.RefundsAnswer:
        """The customer's refunds and returns, newest first; with `order_no` those of that order."""
        found = await backend.refunds_of(shop, CustomerId(customer_id), order_no)
        return m.RefundsAnswer(refunds=tuple(refund_on_the_wire(each, customer_id) for each in found))

    @app.get("/coupons")
    async def coupons(customer_id: Owner) -> m.CouponsAnswer:
        """The customer's coupons."""
        found = await backend.coupons_of(shop, CustomerId(customer_id))
        return m.CouponsAnswer(coupons=tuple(coupon_on_the_wire(each) for each in found))


def _goods(app: FastAPI, backend: OrderBackend, shop: ShopId) -> None:
    @app.get("/products")
    async def products() -> m.ProductsAnswer:
        """The catalogue."""
        return m.ProductsAnswer(products=tuple(product_on_the_wire(each) for each in await backend.products(shop)))

    @app.get("/stock")
    async def stock(sku: Annotated[list[str], Query(min_length=1, max_length=500)]) -> m.StockAnswer:
        """Stock lines of these skus."""
        return m.StockAnswer(stock=tuple(stock_on_the_wire(each) for each in await backend.stock(shop, tuple(sku))))


def _actions(app: FastAPI, backend: OrderBackend, shop: ShopId) -> None:
    used: dict[int | str, dict[str, Any]] = {
        409: {"model": m.Problem, "description": "The key stands for another action."}
    }

    @app.post("/actions", responses=used)
    async def act(
        body: m.ActionRequest, idempotency_key: Annotated[str, Header(min_length=1, max_length=200)]
    ) -> m.ActionAnswer:
        """Carry out an approved action once."""
        owner = CustomerId(body.customer_id)
        result = await backend.execute(shop, owner, body.name, body.args, idempotency_key)
        return m.ActionAnswer.model_validate(result.model_dump())


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """What is published as docs/order-backend.openapi.yaml."""
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, openapi_version="3.1.0"
    )
    document["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "hmac": {"type": "apiKey", "in": "header", "name": "Kefu-Signature"},
    }
    document["security"] = [{"bearer": []}, {"hmac": []}]
    document["servers"] = [{"url": "https://erp.example/kefu", "description": "order_backend.url of shop.yaml"}]
    return document
