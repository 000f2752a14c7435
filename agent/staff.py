"""What a human agent does in a conversation: take it over, write, hand it back."""

from agent.checks.sanitise import sanitise
from agent.checks.screening import screen
from agent.hub import EventHub
from agent.services import Ports
from domain.conversation import Conversation
from domain.credentials import Principal
from domain.errors import InvalidInputError, StaleError
from domain.handoffs import Handoff
from domain.ids import ConversationId, HandoffId, new_id
from domain.intents import Speaker
from domain.reply import Screening
from domain.writes import AuditEntry, NewMessage, Writes


class StaffDesk:
    """The human agent's hands."""

    def __init__(self, ports: Ports, hub: EventHub) -> None:
        """Args: hub: rung when the customer should look."""
        self._ports, self._hub = ports, hub

    async def send(self, principal: Principal, conversation_id: ConversationId, text: str) -> Screening:
        """Send a person's message; an unclaimed conversation is claimed by writing in it.

        Raises:
            NotFoundError: no such conversation in this shop.
            StaleError: another person holds it.
            InvalidInputError: screening blocks the text.
        """
        ports, shop = self._ports, await self._ports.shops.get_shop(principal.shop)
        clean = sanitise(text).text.strip()
        if not clean:
            raise InvalidInputError("The message is empty; write something to send.")
        said = await ports.conversations.messages(shop.id, conversation_id)
        customers = [message.text for message in said if message.speaker is Speaker.CUSTOMER]
        screening = screen(clean, shop, customers_words=customers)
        now = ports.clock_of(shop).now()
        if screening.verdict == "block":
            blocked = AuditEntry(
                at=now,
                actor=principal.credential,
                act="screening.block",
                subject=conversation_id,
                detail={"types": [f.type for f in screening.findings]},
            )
            await ports.conversations.write(shop.id, Writes(audit=(blocked,)))
            rules = "；".join(f"{f.rule}：{f.advice}" for f in screening.findings)
            raise InvalidInputError(f"The text breaks a screening rule and was not sent. {rules}")
        conversation = await ports.conversations.conversation(shop.id, conversation_id)
        if conversation.held_by not in (None, principal.credential):
            raise StaleError("Another person holds this conversation; ask them to release it.")
        if conversation.held_by is None:
            await self.claim(principal, conversation_id)
        message = NewMessage(
            conversation_id=conversation_id,
            speaker=Speaker.AGENT,
            text=clean,
            at=now,
            dedupe_key=f"staff:{new_id('msg')}",
        )
        sent = AuditEntry(
            at=now,
            actor=principal.credential,
            act="message.sent",
            subject=conversation_id,
            detail={"screening": screening.verdict},
        )
        await ports.conversations.write(shop.id, Writes(messages=(message,), audit=(sent,)))
        self._hub.ring(conversation_id)
        return screening

    async def claim(self, principal: Principal, conversation_id: ConversationId) -> Conversation:
        """Take the conversation over; the bot is silent from here on. Raises: NotFoundError, StaleError."""
        shop = await self._ports.shops.get_shop(principal.shop)
        now = self._ports.clock_of(shop).now()
        claimed = await self._ports.conversations.claim(shop.id, conversation_id, principal.credential, now)
        self._hub.ring(conversation_id)
        return claimed

    async def release(self, principal: Principal, conversation_id: ConversationId) -> Conversation:
        """Hand it back to the bot. Raises: NotFoundError."""
        shop = await self._ports.shops.get_shop(principal.shop)
        now = self._ports.clock_of(shop).now()
        released = await self._ports.conversations.release(shop.id, conversation_id, principal.credential, now)
        self._hub.ring(conversation_id)
        return released

    async def claim_handoff(self, principal: Principal, handoff_id: HandoffId) -> Handoff:
        """Take a waiting handoff and its conversation. Raises: NotFoundError, StaleError."""
        shop = await self._ports.shops.get_shop(principal.shop)
        now = self._ports.clock_of(shop).now()
        handoff = await self._ports.handoffs.claim_handoff(shop.id, handoff_id, principal.credential, now)
        self._hub.ring(handoff.conversation_id)
        return handoff

    async def resolve_handoff(self, principal: Principal, handoff_id: HandoffId) -> Handoff:
        """Done; the bot answers again. Raises: NotFoundError, StaleError."""
        shop = await self._ports.shops.get_shop(principal.shop)
        now = self._ports.clock_of(shop).now()
        handoff = await self._ports.handoffs.resolve_handoff(shop.id, handoff_id, principal.credential, now)
        self._hub.ring(handoff.conversation_id)
        return handoff
