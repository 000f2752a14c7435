"""The audit entries of what people do to accounts, keys and settings."""

from pydantic import JsonValue

from api.services import Services
from domain.ids import ShopId
from domain.writes import AuditEntry, Writes


async def note(
    services: Services, shop_id: ShopId, actor: str, act: str, subject: str, detail: dict[str, JsonValue] | None = None
) -> None:
    """Write down who did what; never a password, a secret or a name."""
    shop = await services.ports.shops.get_shop(shop_id)
    entry = AuditEntry(
        at=services.ports.clock_of(shop).now(), actor=actor, act=act, subject=subject, detail=detail or {}
    )
    await services.ports.conversations.write(shop_id, Writes(audit=(entry,)))
