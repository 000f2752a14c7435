"""The real application over real stores, with the two shops in it, called over HTTP within the process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from api.app import create_app
from api.services import Services
from backends.connect import connect
from backends.credentials import StoredCredentials
from backends.settings import Settings
from commands.compose import compose
from domain.credentials import Principal, Role
from domain.ids import CustomerId, ShopId
from domain.reasoner import Reasoner
from domain.shop import Shop
from tests.integration.agent.tools.shop_counter import NoDocumentsFake
from tests.proof.intrusion.obedient import ObedientReasonerDouble
from tests.proof.intrusion.two_shops import ELSEWHERE, HERE, MALLORY, NEWCOMER, NOW, VICTIMS_HERE, shop_data


@dataclass(frozen=True)
class Intruder:
    """Somebody with a credential of their own."""

    name: str
    secret: str
    principal: Principal


@dataclass
class Doors:
    """What the attempts go against."""

    client: httpx.AsyncClient
    services: Services
    credentials: StoredCredentials
    reasoner: ObedientReasonerDouble | None
    intruders: dict[str, Intruder] = field(default_factory=dict)
    openapi: dict[str, object] = field(default_factory=dict)
    token_secret: str = ""


@asynccontextmanager
async def doors(folder: Path, database_url: str | None = None, obedient: bool = True) -> AsyncIterator[Doors]:
    """Open both shops.

    Args:
        folder: for the data.
        database_url: of PostgreSQL; SQLite in the folder without it.
        obedient: the double that obeys; else the embedded reasoner that ships.
    """
    settings = Settings(
        data_dir=folder, now=NOW, worker=False, rate_per_credential="", rate_per_shop="", rate_per_conversation="",
        database_url=database_url,
    )  # fmt: skip
    reasoner = ObedientReasonerDouble() if obedient else None
    async with connect(settings) as backends:
        chosen: Reasoner | None = reasoner
        # No document is asked for here, and an embedding for each message would take most of the time.
        services = compose(replace(backends, search=NoDocumentsFake()), chosen)  # type: ignore[arg-type]
        if reasoner is not None:
            reasoner.ports = services.ports
        for shop in (HERE, ELSEWHERE):
            await services.ports.shops.put_shop(Shop(id=shop))
            await backends.stores.embedded_orders.replace_data(shop, shop_data(shop))
        app = create_app(services)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://kefu") as client:
            opened = Doors(client, services, backends.stores.credentials, reasoner, openapi=app.openapi())
            opened.token_secret = backends.stores.folder.secrets().token_secret
            opened.intruders = await _intruders(opened.credentials)
            yield opened
        await services.turns.drain()


async def _intruders(credentials: StoredCredentials) -> dict[str, Intruder]:
    people = {
        "customer with orders": (HERE, MALLORY),
        "customer without orders": (HERE, NEWCOMER),
        "customer of another shop": (ELSEWHERE, MALLORY),
        "namesake in another shop": (ELSEWHERE, VICTIMS_HERE[0].card.id),
    }
    found = {}
    for name, (shop, who) in people.items():
        token = credentials.customer_token(shop, CustomerId(who), 7 * 86_400)
        principal = Principal(shop=shop, role=Role.CUSTOMER, credential=f"customer:{who}", customer_id=CustomerId(who))
        found[name] = Intruder(name, token, principal)
    for name, shop, role in (
        ("visitor", HERE, Role.CUSTOMER),
        ("agent of another shop", ELSEWHERE, Role.AGENT),
        ("admin of another shop", ELSEWHERE, Role.ADMIN),
    ):
        found[name] = await _with_key(credentials, name, shop, role)
    return found


async def _with_key(credentials: StoredCredentials, name: str, shop: ShopId, role: Role) -> Intruder:
    secret = await credentials.create_key(shop, role)
    return Intruder(name, secret, await credentials.principal(secret))
