"""``kefu backend check``: passes the reference server, and finds what another one doesn't keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from api.reference.app import create_reference_app
from backends.orders.conformance.checking import check_backend
from backends.orders.conformance.probe import Subject
from backends.orders.embedded import SqlOrderBackend
from backends.orders.http.signing import Auth
from backends.sql.database import connect_database
from backends.sql.shops import SqlShopStore
from domain.clock import FrozenClock
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, OrderBackend
from domain.shop import Shop
from tests.contract.order_adapters import DATA
from tests.contract.samples import NOW, SHOP
from tests.loopback import running

EVERYTHING = Subject(customer="a", order="T1", other_order="B1", act=True)


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[SqlOrderBackend]:
    """The contract suite's shop."""
    database = connect_database(f"sqlite:///{tmp_path / 'orders.db'}")
    yield SqlOrderBackend(database, FrozenClock(NOW))
    database.close()


async def checked(backend: OrderBackend, auth: Auth = "bearer", subject: Subject = EVERYTHING) -> dict[str, str]:
    """The verdict of each check against the reference server over a backend."""
    with running(create_reference_app(backend, SHOP, auth, "s3cret")) as url:
        return {verdict.name: verdict.verdict for verdict in await check_backend(url, auth, "s3cret", subject)}


async def filled(embedded: SqlOrderBackend) -> SqlOrderBackend:
    """With the shop in it."""
    await SqlShopStore(embedded._database).put_shop(Shop(id=SHOP))
    await embedded.replace_data(SHOP, DATA)
    return embedded


@pytest.mark.parametrize("auth", ["bearer", "hmac"])
async def test_the_reference_server_keeps_every_promise(embedded: SqlOrderBackend, auth: Auth) -> None:
    assert set((await checked(await filled(embedded), auth)).values()) == {"kept"}


async def test_what_needs_more_than_was_given_is_said_to_be_unchecked(embedded: SqlOrderBackend) -> None:
    verdicts = await checked(await filled(embedded), subject=Subject())
    assert set(verdicts.values()) == {"kept", "not checked"}
    assert verdicts["hides what is not theirs"] == "not checked"
    assert verdicts["does it once a key"] == "not checked"


@dataclass
class Careless:
    """A merchant's system with one fault, in front of a right one."""

    right: SqlOrderBackend
    fault: str
    seen: set[str] = field(default_factory=set)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.right, name)

    async def order(self, shop: ShopId, customer: CustomerId, order_no: str) -> Any:
        found = await self.right.order(shop, customer, order_no)
        if found is None and self.fault == "shows foreign orders":
            return await self.right.order(shop, CustomerId("b"), order_no)
        return found

    async def orders_of(self, shop: ShopId, customer: CustomerId) -> Any:
        found = await self.right.orders_of(shop, customer)
        if self.fault == "lists everybody's":
            found += await self.right.orders_of(shop, CustomerId("b"))
        return found[::-1] if self.fault == "oldest first" else found

    async def customer(self, shop: ShopId, customer: CustomerId) -> Any:
        found = await self.right.customer(shop, customer)
        return found or (await self.right.customer(shop, CustomerId("b")) if self.fault == "a card for all" else None)

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        if self.fault == "tells foreign orders from absent ones" and args.get("order_no") == "B1":
            return ActionResult(status="refused", message="这不是您的订单。")
        if self.fault == "ignores keys":
            self.seen.add(f"{len(self.seen)}")
            return ActionResult(status="done", message="好了", ref=f"R{len(self.seen)}")
        return await self.right.execute(shop, customer, name, args, idempotency_key)


@pytest.mark.parametrize(
    ("fault", "found_by"),
    [
        ("shows foreign orders", "hides what is not theirs"),
        ("lists everybody's", "lists own orders newest first"),
        ("oldest first", "lists own orders newest first"),
        ("a card for all", "tells the card"),
        ("tells foreign orders from absent ones", "acts on nothing that is not theirs"),
        ("ignores keys", "does it once a key"),
    ],
)
async def test_a_fault_is_found(embedded: SqlOrderBackend, fault: str, found_by: str) -> None:
    careless: Any = Careless(await filled(embedded), fault)
    assert (await checked(careless))[found_by] == "broken"


async def test_a_server_that_asks_for_no_credential_is_found(embedded: SqlOrderBackend) -> None:
    app = create_reference_app(await filled(embedded), SHOP, "bearer", "other")
    app.user_middleware.clear()
    with running(app) as url:
        verdicts = {v.name: v.verdict for v in await check_backend(url, "bearer", "s3cret", EVERYTHING)}
    assert verdicts["refuses without the credential"] == "broken"
    assert verdicts["refuses actions without credential or key"] == "broken"


async def test_nobody_at_the_address_breaks_every_check_in_words() -> None:
    verdicts = await check_backend("http://127.0.0.1:9", "bearer", "s3cret", EVERYTHING)
    assert {verdict.verdict for verdict in verdicts} == {"broken"}
    assert all("no answer" in verdict.detail for verdict in verdicts)
