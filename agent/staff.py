"""What a human agent does in a conversation: take it over, write, hand it back."""

from datetime import datetime, timedelta

from agent.checks.sanitise import sanitise
from agent.checks.screening import screen
from agent.handover_topics import topic_named
from agent.hub import EventHub
from agent.promises.ledger import pledged
from agent.services import Ports
from domain.conversation import Conversation
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError, NotAllowedError, StaleError
from domain.handoffs import Handoff, HandoffStatus
from domain.ids import ConversationId, HandoffId, TurnId, new_id
from domain.intents import Queue, Speaker
from domain.reply import FindingType, Screening
from domain.writes import AuditEntry, ModeChange, NewMessage, Writes

RED_LINES: frozenset[FindingType] = frozenset({"abusive", "private_transfer"})
"""Written by a person, they freeze the conversation until a supervisor looks; else a better wording does."""


STEP = timedelta(minutes=15)
"""Waiting this long unclaimed is worth one step of priority."""


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
        ports.observer.screened("agent", (finding.type for finding in screening.findings))
        now = ports.clock_of(shop).now()
        conversation = await ports.conversations.conversation(shop.id, conversation_id)
        _may_write(principal, conversation)
        if screening.verdict == "block":
            await ports.conversations.write(shop.id, _blocked(principal, conversation_id, screening, now))
            self._hub.ring(conversation_id)
            rules = "；".join(f"{f.rule}：{f.advice}" for f in screening.findings)
            raise InvalidInputError(
                f"The text breaks a screening rule and was not sent. {rules} 建议改为：{screening.suggestion}"
            )
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
        writes = pledged(Writes(messages=(message,), audit=(sent,)), shop, now)
        await ports.conversations.write(shop.id, writes)
        self._hub.ring(conversation_id)
        return screening

    async def claim(self, principal: Principal, conversation_id: ConversationId) -> Conversation:
        """Take the conversation over; the bot is silent from here on.

        Raises: NotFoundError, StaleError. NotAllowedError: it is frozen and the caller is no supervisor.
        """
        shop = await self._ports.shops.get_shop(principal.shop)
        _may_write(principal, await self._ports.conversations.conversation(shop.id, conversation_id))
        now = self._ports.clock_of(shop).now()
        claimed = await self._ports.conversations.claim(shop.id, conversation_id, principal.credential, now)
        self._hub.ring(conversation_id)
        return claimed

    async def release(self, principal: Principal, conversation_id: ConversationId) -> Conversation:
        """Hand it back to the bot. Raises: NotFoundError. NotAllowedError: only a supervisor may, it is frozen."""
        shop = await self._ports.shops.get_shop(principal.shop)
        _may_write(principal, await self._ports.conversations.conversation(shop.id, conversation_id))
        now = self._ports.clock_of(shop).now()
        released = await self._ports.conversations.release(shop.id, conversation_id, principal.credential, now)
        self._hub.ring(conversation_id)
        return released

    async def unfreeze(self, principal: Principal, conversation_id: ConversationId) -> Conversation:
        """A supervisor has looked. Raises: NotFoundError, NotAllowedError. StaleError: it isn't frozen."""
        if not principal.role.reaches(Role.ADMIN):
            raise NotAllowedError("Only a supervisor (role admin) ends a freeze.")
        shop = await self._ports.shops.get_shop(principal.shop)
        now = self._ports.clock_of(shop).now()
        thawed = await self._ports.conversations.unfreeze(shop.id, conversation_id, principal.credential, now)
        self._hub.ring(conversation_id)
        return thawed

    async def waiting(
        self, principal: Principal, status: HandoffStatus | None = None, queue: Queue | None = None
    ) -> list[Handoff]:
        """The shop's handoffs, of one queue or all, most pressing first: a quarter of an hour unclaimed is a step."""
        shop = await self._ports.shops.get_shop(principal.shop)
        now = self._ports.clock_of(shop).now()
        found = await self._ports.handoffs.handoffs(shop.id, status)
        return sorted(
            (handoff for handoff in found if queue is None or handoff.queue is queue),
            key=lambda handoff: (_pressing(handoff, now), handoff.created_at),
        )

    async def claim_handoff(self, principal: Principal, handoff_id: HandoffId) -> Handoff:
        """Take a waiting handoff and its conversation. Raises: NotFoundError, StaleError."""
        shop = await self._ports.shops.get_shop(principal.shop)
        waiting = await self._ports.handoffs.handoff(shop.id, handoff_id)
        _may_write(principal, await self._ports.conversations.conversation(shop.id, waiting.conversation_id))
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


def _pressing(handoff: Handoff, now: datetime) -> int:
    """Priority (1 is now) less a step for each quarter of an hour unclaimed; matters of 1 stay first."""
    waited = int((now - handoff.created_at) / STEP) if handoff.status == "open" else 0
    return handoff.priority if handoff.priority == 1 else max(2, handoff.priority - waited)


def _may_write(principal: Principal, conversation: Conversation) -> None:
    if conversation.mode == "frozen" and not principal.role.reaches(Role.ADMIN):
        raise NotAllowedError("A red line froze this conversation; a supervisor (role admin) has to look at it first.")


def _blocked(principal: Principal, conversation_id: ConversationId, screening: Screening, now: datetime) -> Writes:
    """The audit entry of a refused text, and the freeze where it crossed a red line. The text itself is not kept."""
    types = [finding.type for finding in screening.findings]
    freezes = not RED_LINES.isdisjoint(types)
    entries = [
        AuditEntry(
            at=now,
            actor=principal.credential,
            act="screening.block",
            subject=conversation_id,
            detail={"types": list(types), "rules": [finding.rule for finding in screening.findings]},
        )
    ]
    if freezes:
        entries.append(
            AuditEntry(at=now, actor=principal.credential, act="conversation.freeze", subject=conversation_id)
        )
    if not freezes:
        return Writes(audit=tuple(entries))
    topic = topic_named("red_line")
    # Without it no supervisor would learn of the freeze.
    handoff = Handoff(
        handoff_id=HandoffId(new_id("hof")),
        shop=principal.shop,
        conversation_id=conversation_id,
        turn_id=TurnId(""),
        topic=topic.name,
        priority=topic.priority,
        queue=topic.queue,
        reason=topic.reason,
        summary="；".join(f"{finding.rule}：{finding.advice}" for finding in screening.findings),
        created_at=now,
    )
    modes = (ModeChange(conversation_id=conversation_id, mode="frozen"),)
    return Writes(modes=modes, handoffs=(handoff,), audit=tuple(entries))
