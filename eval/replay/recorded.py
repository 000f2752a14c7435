"""A conversation as it was, and the sample that it makes."""

from collections.abc import Sequence
from datetime import datetime

from domain.conversation import ConversationStore, Message, TurnResult
from domain.errors import NotFoundError
from domain.ids import ConversationId, ShopId
from domain.intents import Outcome, Speaker
from domain.model import Frozen
from eval.samples import Expectation, Sample


class RecordedTurn(Frozen):
    """What the customer wrote and what it came to then."""

    text: str
    result: TurnResult


class Recorded(Frozen):
    """The bot's part of a conversation: up to a person's first words."""

    conversation_id: ConversationId
    customer: str | None
    began: datetime
    turns: tuple[RecordedTurn, ...]

    def sample(self) -> Sample:
        """The same messages, with the clock where it stood, and nothing expected: what is judged is the difference."""
        return Sample(
            id=self.conversation_id,
            customer=self.customer,
            turns=tuple(turn.text for turn in self.turns),
            now=self.began,
            expect=Expectation(outcome=tuple(Outcome)),
        )


async def recorded_since(conversations: ConversationStore, shop: ShopId, since: datetime, limit: int) -> list[Recorded]:
    """The latest conversations in which something was said since then, oldest first; those with a bot's turn."""
    found: list[Recorded] = []
    for conversation_id in reversed(await conversations.active_since(shop, since)):
        if len(found) == limit:
            break
        conversation = await conversations.conversation(shop, conversation_id)
        messages = await conversations.messages(shop, conversation_id)
        turns = await _turns(conversations, shop, messages)
        if turns:
            customer = conversation.customer_id
            found.append(
                Recorded(conversation_id=conversation_id, customer=customer, began=messages[0].at, turns=tuple(turns))
            )
    return found[::-1]


async def _turns(conversations: ConversationStore, shop: ShopId, messages: Sequence[Message]) -> list[RecordedTurn]:
    turns: list[RecordedTurn] = []
    for message in messages:
        if message.speaker is Speaker.AGENT:
            # From here on a person answered; what the bot would have said then is no difference.
            break
        if message.speaker is not Speaker.CUSTOMER or message.turn_id is None or not message.text.strip():
            continue
        try:
            turn = await conversations.turn(shop, message.turn_id)
        except NotFoundError:
            continue
        if turn.result is not None:
            turns.append(RecordedTurn(text=message.text, result=turn.result))
    return turns
