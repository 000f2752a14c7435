"""Which conversation a request goes on with: such clients send what was said so far instead of an id."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence

from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from api.limits import MAX_MESSAGE_CHARACTERS
from api.openai.body import ChatMessage
from domain.conversation import ConversationStore
from domain.credentials import Principal
from domain.ids import ConversationId
from domain.intents import Speaker

KEPT = 20_000
"""Conversations that a process remembers."""
ALIKE = 100
"""Of those that began with the same words: most visitors say hello and no more."""
LOOKED_AT = 5
"""Latest conversations of a signed-in customer that are compared."""


class Threads:
    """Remembers conversations by what was said in them.

    A key may stand for many visitors, and two of them may begin with the same words: each remembered conversation is
    handed out once, so that they never end up in the same one. A signed-in customer has only own conversations; those
    are found in the store too, after a restart and from another replica.
    """

    def __init__(self) -> None:
        """Nothing remembered."""
        self._kept: OrderedDict[str, list[ConversationId]] = OrderedDict()

    def keep(self, principal: Principal, said: Sequence[ChatMessage], reply: str, found: ConversationId) -> None:
        """After a reply: whoever sends all this next goes on with this conversation."""
        answered = [*said, ChatMessage(role="assistant", content=reply)]
        alike = self._kept.setdefault(_digest(principal, answered), [])
        alike.append(found)
        del alike[:-ALIKE]
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    async def take(
        self, store: ConversationStore, principal: Principal, before: Sequence[ChatMessage]
    ) -> ConversationId | None:
        """The conversation in which this was said; None: a new one."""
        if not _spoken(before):
            return None
        key = _digest(principal, before)
        if kept := self._kept.get(key):
            found = kept.pop()
            if not kept:
                del self._kept[key]
            return found
        return await _own(store, principal, before) if principal.customer_id else None


async def _own(store: ConversationStore, principal: Principal, before: Sequence[ChatMessage]) -> ConversationId | None:
    asked = [message.text for message in before if message.role == "user"]
    for conversation in await store.conversations(principal.shop, principal.owner, LOOKED_AT):
        said = await store.messages(principal.shop, conversation.conversation_id)
        if _same([message.text for message in said if message.speaker is Speaker.CUSTOMER], asked):
            return conversation.conversation_id
    return None


def _same(stored: Sequence[str], asked: Sequence[str]) -> bool:
    """Message by message until one differs: what a client sends here may be a thousand long texts."""
    pairs = zip(stored, asked, strict=False)
    return len(stored) == len(asked) and all(
        len(text) <= MAX_MESSAGE_CHARACTERS and _stored(text) == known for known, text in pairs
    )


def _stored(text: str) -> str:
    return redact_secrets(sanitise(text).text).text


def _spoken(messages: Sequence[ChatMessage]) -> list[tuple[str, str]]:
    return [(message.role, message.text.strip()) for message in messages if message.role in ("user", "assistant")]


def _digest(principal: Principal, messages: Sequence[ChatMessage]) -> str:
    whole = json.dumps([principal.shop, principal.owner, _spoken(messages)])
    return hashlib.sha256(whole.encode()).hexdigest()
