"""A person's hand on the ledger of promises."""

from typing import Literal

from agent.checks.redact import redact_personal
from agent.services import Ports
from domain.clock import Clock
from domain.credentials import Principal
from domain.ids import ConversationId, ShopId
from domain.promises import Promise, PromiseStatus, PromiseStore
from domain.shop import ShopStore


class PromiseDesk:
    """Lists promises and settles them by hand."""

    def __init__(self, store: PromiseStore, shops: ShopStore, clock: Clock, frozen: bool = False) -> None:
        """Args: frozen: ``clock`` goes before a shop's own one."""
        self._store, self._shops, self._clock, self._frozen = store, shops, clock, frozen

    async def promises(
        self, principal: Principal, status: PromiseStatus | None = None, conversation_id: ConversationId | None = None
    ) -> list[Promise]:
        """The shop's promises, the earliest due first."""
        of = (conversation_id,) if conversation_id else None
        return await self._store.promises(principal.shop, status, of)

    async def settle(
        self, principal: Principal, promise_id: str, status: Literal["kept", "withdrawn"], note: str = ""
    ) -> Promise:
        """Kept outside of Kefu's sight, or not to be kept any more. Raises: NotFoundError, StaleError."""
        shop = await self._shops.get_shop(principal.shop)
        now = shop.now if shop.now is not None and not self._frozen else self._clock.now()
        clean = redact_personal(note.strip()).text
        return await self._store.settle(shop.id, promise_id, status, principal.credential, now, clean)


async def unkept(ports: Ports, shop: ShopId, conversation_ids: tuple[ConversationId, ...]) -> list[Promise]:
    """Promises of these conversations that are open, or lapsed and not kept since; the earliest due first."""
    if not conversation_ids:
        return []
    found = await ports.promises.promises(shop, None, conversation_ids)
    return [promise for promise in found if promise.status in ("open", "lapsed") and promise.kept_at is None]
