"""``ChannelSender`` over Chatwoot's application API."""

from typing import Any

import httpx

from backends.secrets import CredentialSource
from domain.channels import ChannelThread
from domain.errors import ConfigurationError, NotFoundError, UnavailableError
from domain.ids import MessageId
from domain.shop import ShopStore

TIMEOUT_SECONDS = 10.0
MARK = "kefu_message_id"
"""Among a message's ``content_attributes``: tells whether a try without an answer went through."""


class ChatwootSender:
    """Signs in with the bot's access token; follows no redirect and no proxy."""

    def __init__(self, shops: ShopStore, credentials: CredentialSource) -> None:
        """Args: shops: whose links say where Chatwoot is."""
        self._shops, self._credentials = shops, credentials

    async def say(self, thread: ChannelThread, message_id: MessageId, text: str, ai_generated: bool) -> None:
        """Show the customer a message. Raises: UnavailableError, NotFoundError, ConfigurationError."""
        if thread.attempts and await self._is_there(thread, message_id):
            return
        marks = {MARK: message_id, "ai_generated": ai_generated}
        await self._post(thread, "messages", {"content": text, "message_type": "outgoing", "content_attributes": marks})

    async def pass_to_people(self, thread: ChannelThread, note: str) -> None:
        """Open the conversation, with a private note. Raises: UnavailableError, NotFoundError, ConfigurationError."""
        mark = MessageId(f"note-{thread.conversation_id}-{thread.delivered}")
        if not (thread.attempts and await self._is_there(thread, mark)):
            body = {"content": note, "message_type": "outgoing", "private": True, "content_attributes": {MARK: mark}}
            await self._post(thread, "messages", body)
        await self._post(thread, "toggle_status", {"status": "open"})

    async def _is_there(self, thread: ChannelThread, message_id: MessageId) -> bool:
        answer = await self._call(thread, "GET", "messages")
        try:
            found = answer.json()["payload"]
            return any((each.get("content_attributes") or {}).get(MARK) == message_id for each in found)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UnavailableError("Chatwoot's answer is not in the documented form.") from None

    async def _post(self, thread: ChannelThread, what: str, body: dict[str, Any]) -> None:
        await self._call(thread, "POST", what, body)

    async def _call(
        self, thread: ChannelThread, method: str, what: str, body: dict[str, Any] | None = None
    ) -> httpx.Response:
        link = (await self._shops.get_shop(thread.shop)).chatwoot
        account, _, conversation = thread.external_id.partition(":")
        if link is None or str(link.account_id) != account:
            raise ConfigurationError("The shop's Chatwoot account was taken out of shop.yaml, or is another one now.")
        token = await self._credentials.text_of(thread.shop, link.token)
        url = f"{link.url.rstrip('/')}/api/v1/accounts/{account}/conversations/{conversation}/{what}"
        try:
            async with httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=TIMEOUT_SECONDS) as client:
                answer = await client.request(method, url, json=body, headers={"api_access_token": token})
        except httpx.HTTPError as error:
            raise UnavailableError(f"Chatwoot gives no answer ({type(error).__name__}).") from None
        if answer.status_code == 404:
            raise NotFoundError("Chatwoot has no such conversation.")
        if answer.status_code in (401, 403):
            raise ConfigurationError("Chatwoot refuses the bot's access token; store the right one.")
        if not answer.is_success:
            raise UnavailableError(f"Chatwoot answers with status {answer.status_code}.")
        return answer
