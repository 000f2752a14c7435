"""What Chatwoot tells its agent bot: verified, and turned into a customer's message."""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Literal
from weakref import WeakValueDictionary

from pydantic import BaseModel, ValidationError

from agent.services import Ports
from agent.turns import TurnService
from domain.channels import ChannelThread, ChannelThreads
from domain.clock import Clock, SystemClock
from domain.connections import Credential
from domain.credentials import Principal, Role
from domain.errors import ConfigurationError, InvalidInputError, NotFoundError, NotSignedInError
from domain.ids import ConversationId, CustomerId, ShopId

REPLAY_SECONDS = 300
"""An older event is refused, even with a right signature."""
LOOKED_AFTER = timedelta(days=7)
"""How long after the customer's last message something may still have to be carried there."""
LONGEST_MESSAGE = 2000
"""As over the API: five times as much takes longer than a turn may. What follows is seen by people, there."""
PICTURE = "[图片或文件]"
"""In the place of what the bot can't see."""
_REFUSED = "The event isn't signed with the secret of this shop's Chatwoot bot, or it is too old."


class _Contact(BaseModel):
    identifier: str | None = None


class _Meta(BaseModel):
    sender: _Contact = _Contact()
    hmac_verified: bool | None = None


class _Conversation(BaseModel):
    id: int
    status: str = ""
    meta: _Meta = _Meta()


class _Account(BaseModel):
    id: int


class ChatwootEvent(BaseModel):
    """The parts that matter; everything else is let through unread."""

    event: str
    id: int | None = None
    account: _Account | None = None
    content: str | None = None
    message_type: str | int | None = None
    private: bool = False
    attachments: list[object] = []
    conversation: _Conversation | None = None


class ChatwootDesk:
    """The incoming side."""

    def __init__(
        self,
        ports: Ports,
        turns: TurnService,
        threads: ChannelThreads,
        secret_of: Callable[[ShopId, Credential], Awaitable[str]],
        machine_clock: Clock | None = None,
    ) -> None:
        """Args: secret_of: the text of a credential; machine_clock: signatures are real time."""
        self._ports, self._turns, self._threads, self._secret_of = ports, turns, threads, secret_of
        self._machine = machine_clock or SystemClock()
        # Two messages at once must not begin two conversations.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(
        self, shop_id: ShopId, signature: str, timestamp: str, body: bytes
    ) -> Literal["answered later", "ignored"]:
        """Take an event in; the reply is carried to Chatwoot when there is one, since it waits 5 seconds at most.

        Raises: NotSignedInError, InvalidInputError: signed, but not in the documented form.
        """
        account = await self._verified(shop_id, signature, timestamp, body)
        try:
            event = ChatwootEvent.model_validate_json(body)
        except ValidationError:
            raise InvalidInputError("The event isn't in the form that Chatwoot documents.") from None
        if event.account is None or event.account.id != account or not _for_the_bot(event):
            return "ignored"
        await self._answer(shop_id, account, event)
        return "answered later"

    async def _verified(self, shop_id: ShopId, signature: str, timestamp: str, body: bytes) -> int:
        """The account. The same refusal whether there is no such shop, no link or no right signature."""
        try:
            link = (await self._ports.shops.get_shop(shop_id)).chatwoot
            secret = await self._secret_of(shop_id, link.signing) if link else ""
        except (NotFoundError, ConfigurationError):
            link, secret = None, ""
        signed = f"{timestamp}.".encode("utf-8", "replace") + body
        right = "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        same = hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace"))
        if link is None or not secret or not same or not self._is_fresh(timestamp):
            raise NotSignedInError(_REFUSED)
        return link.account_id

    def _is_fresh(self, timestamp: str) -> bool:
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
            return False
        return abs(self._machine.now().timestamp() - int(timestamp)) <= REPLAY_SECONDS

    async def _answer(self, shop: ShopId, account: int, event: ChatwootEvent) -> None:
        assert event.conversation is not None
        external = f"{account}:{event.conversation.id}"
        principal = _principal(shop, external, event.conversation.meta)
        async with self._locks.setdefault(external, asyncio.Lock()):
            known = await self._threads.find(shop, "chatwoot", external, principal.owner)
            if known is not None:
                await self._take_back(shop, known)
            text = (event.content or "").strip() or PICTURE
            key = f"chatwoot:{account}:{event.id}"
            ticket = await self._turns.submit(principal, text[:LONGEST_MESSAGE], known, key)
            thread = ChannelThread(
                conversation_id=ticket.turn.conversation_id, shop=shop, channel="chatwoot", external_id=external
            )
            await self._threads.keep(thread, self._machine.now() + LOOKED_AFTER)

    async def _take_back(self, shop: ShopId, conversation_id: ConversationId) -> None:
        """A pending conversation is the bot's again: the people there are done with what was passed to them."""
        store = self._ports.conversations
        if (await store.conversation(shop, conversation_id)).mode == "waiting":
            now = self._ports.clock_of(await self._ports.shops.get_shop(shop)).now()
            await store.release(shop, conversation_id, "chatwoot", now)


def _for_the_bot(event: ChatwootEvent) -> bool:
    """A customer's message in a conversation that waits for the bot; open ones belong to people."""
    incoming = event.message_type in ("incoming", 0) and not event.private
    says = bool((event.content or "").strip() or event.attachments)
    pending = event.conversation is not None and event.conversation.status == "pending"
    return event.event == "message_created" and event.id is not None and incoming and says and pending


def _principal(shop: ShopId, external: str, meta: _Meta) -> Principal:
    """A contact is a customer only where Chatwoot has checked the identity's own signature (HMAC)."""
    if meta.hmac_verified and meta.sender.identifier:
        customer = CustomerId(meta.sender.identifier)
        return Principal(shop=shop, role=Role.CUSTOMER, credential=f"customer:{customer}", customer_id=customer)
    return Principal(shop=shop, role=Role.CUSTOMER, credential=f"chatwoot:{external}")
