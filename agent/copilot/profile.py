"""Merges records into a customer's profile: with consent only, masked, each conversation once."""

from datetime import datetime

from agent.services import Ports
from agent.tools.describe.masking import masked_address, masked_name, masked_phones
from domain.copilot import Record
from domain.errors import InvalidInputError
from domain.ids import ConversationId, CustomerId
from domain.profiles import Profile
from domain.shop import Shop

KEPT = 20
"""Goods, specifications and conversations that a profile remembers."""
_UNHAPPY = 2


class ProfileService:
    """A shop's profiles."""

    def __init__(self, ports: Ports) -> None:
        """Args: ports: the outside."""
        self._ports = ports

    async def consent(self, shop: Shop, customer_id: CustomerId, given: bool, by: str) -> Profile | None:
        """Write the customer's consent down, or its withdrawal, which deletes the profile.

        Raises: InvalidInputError: no customer is named.
        """
        if not customer_id.strip():
            raise InvalidInputError("Name the customer whose consent this is.")
        if not given:
            await self._ports.copilot.drop_profile(shop.id, customer_id)
            return None
        known = await self._ports.copilot.profile(shop.id, customer_id)
        if known is not None:
            return known
        now = self._ports.clock_of(shop).now()
        profile = Profile(customer_id=customer_id, consented_at=now, consented_by=by, updated_at=now)
        await self._ports.copilot.put_profile(shop.id, profile)
        return profile

    async def merge(
        self, shop: Shop, customer_id: CustomerId | None, conversation_id: ConversationId, record: Record
    ) -> Profile | None:
        """Take a conversation's record in; without consent nothing is kept."""
        if customer_id is None:
            return None
        known = await self._ports.copilot.profile(shop.id, customer_id)
        if known is None:
            return None
        grown = merged(known, conversation_id, record, self._ports.clock_of(shop).now())
        await self._ports.copilot.put_profile(shop.id, grown)
        return grown


def merged(profile: Profile, conversation_id: ConversationId, record: Record, at: datetime) -> Profile:
    """The profile with this record; a conversation that grew since is counted once, its newest values kept."""
    again = conversation_id in profile.conversations
    counts = dict(profile.categories)
    if not again:
        counts[record.category] = counts.get(record.category, 0) + 1
    others = tuple(known for known in profile.conversations if known != conversation_id)
    return profile.model_copy(
        update={
            "updated_at": at,
            "name": masked_name(record.name) if record.name else profile.name,
            "phone": masked_phones(record.phone) if record.phone else profile.phone,
            "address": masked_address(record.address) if record.address else profile.address,
            "products": _latest(record.products, profile.products),
            "specs": _latest(record.specs, profile.specs),
            "categories": counts,
            "unhappy": profile.unhappy + (record.sentiment <= _UNHAPPY and not again),
            "price_sensitive": profile.price_sensitive or record.price_sensitive,
            "needs_follow_up": record.needs_follow_up,
            "conversations": (conversation_id, *others)[:KEPT],
        }
    )


def _latest(new: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*new, *known)))[:KEPT]
