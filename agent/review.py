"""Screening of everything that was sent, not of a sample."""

from collections import Counter
from datetime import datetime

from agent.checks.screening import screen
from agent.services import Ports
from agent.thinking import thought
from domain.ids import ConversationId, MessageId, ShopId
from domain.intents import Speaker
from domain.model import Frozen
from domain.reply import Finding


class Reviewed(Frozen):
    """One sent message with findings."""

    conversation_id: ConversationId
    message_id: MessageId
    speaker: Speaker
    at: datetime
    verdict: str
    findings: tuple[Finding, ...]


class Review(Frozen):
    """Every message that left since a time."""

    since: datetime
    conversations: int
    messages: int
    """How many were checked: all of the bot's and people's."""
    by_type: dict[str, int]
    hits: tuple[Reviewed, ...]


class ReviewService:
    """Reads all conversations of a shop again."""

    def __init__(self, ports: Ports) -> None:
        """Args: ports: the outside."""
        self._ports = ports

    async def review(self, shop_id: ShopId, since: datetime) -> Review:
        """Screen each message that the bot or a person sent since then, by today's rules. Raises: NotFoundError."""
        shop = await self._ports.shops.get_shop(shop_id)
        hits: list[Reviewed] = []
        counts: Counter[str] = Counter()
        checked = talks = 0
        for conversation_id in await self._ports.conversations.active_since(shop.id, since):
            messages = await self._ports.conversations.messages(shop.id, conversation_id)
            talks += 1
            quotes: list[str] = []
            words: list[str] = []
            for message in messages:
                quotes += [citation.quote for citation in message.citations]
                if message.speaker is Speaker.CUSTOMER:
                    words.append(message.text)
                    continue
                if message.at < since:
                    continue
                checked += 1
                screening = await thought(screen, message.text, shop, quotes, customers_words=words)
                if screening.findings:
                    counts.update(finding.type for finding in screening.findings)
                    hits.append(
                        Reviewed(
                            conversation_id=conversation_id,
                            message_id=message.message_id,
                            speaker=message.speaker,
                            at=message.at,
                            verdict=screening.verdict,
                            findings=screening.findings,
                        )
                    )
        return Review(
            since=since, conversations=talks, messages=checked, by_type=dict(counts.most_common()), hits=tuple(hits)
        )
