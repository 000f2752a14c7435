"""A served Kefu as a solver: credentials for its customers, and a look into its stores where they are at hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import JsonValue

from backends.connect import Stores
from backends.kefu_endpoint import KefuEndpoint, secrets_of_file
from commands.evaluation.options import EvalOptions
from domain.conversation import TurnResult
from domain.credentials import Role
from domain.errors import InvalidInputError, NotFoundError, NotSignedInError
from domain.ids import CustomerId, ShopId
from eval.order_snapshot import snapshot
from eval.simulation.customer import Talk
from eval.solvers.served import Seen, ServedSolver

_TOKEN_SECONDS = 12 * 3600


class StoresInsight:
    """Reads what the serving process has written into the same database."""

    def __init__(self, stores: Stores, shop: ShopId) -> None:
        """Args: stores: open; stays the caller's."""
        self._stores, self._shop = stores, shop

    async def of_turn(self, result: TurnResult) -> Seen:
        """Analysis and trace. Raises: NotSignedInError: the server keeps its turns elsewhere."""
        conversations = self._stores.conversations
        try:
            turn = await conversations.turn(self._shop, result.turn_id)
            trace = await conversations.trace(self._shop, result.turn_id)
        except NotFoundError:
            raise NotSignedInError(
                "The served Kefu is of another data folder; name its credentials with --credentials."
            ) from None
        return Seen(turn.result.analysis if turn.result else None, trace)

    async def orders_of(self, customer: str | None) -> dict[str, JsonValue]:
        """Orders, refunds and coupons."""
        return await snapshot(self._stores.orders, self._shop, CustomerId(customer) if customer else None)


@asynccontextmanager
async def served_solver(stores: Stores, options: EvalOptions, talk: Talk | None) -> AsyncIterator[ServedSolver]:
    """The solver; a visitor's key that was made for the run is revoked afterwards. Raises: InvalidInputError."""
    if not options.url:
        raise InvalidInputError("Say where the served Kefu is: --url http://127.0.0.1:8000.")
    shop = ShopId(options.shop)
    if options.credentials is not None:
        endpoint = KefuEndpoint(options.url, secrets_of_file(options.credentials))
        try:
            yield ServedSolver(endpoint, talk=talk)
        finally:
            await endpoint.close()
        return
    visitor = await stores.credentials.create_key(shop, Role.CUSTOMER)
    key = await stores.credentials.principal(visitor)

    async def secret_of(customer: str | None) -> str:
        if customer is None:
            return visitor
        return stores.credentials.customer_token(shop, CustomerId(customer), _TOKEN_SECONDS)

    try:
        endpoint = KefuEndpoint(options.url, secret_of)
        try:
            yield ServedSolver(endpoint, StoresInsight(stores, shop), talk)
        finally:
            await endpoint.close()
    finally:
        await stores.credentials.revoke_key(shop, key.credential)
