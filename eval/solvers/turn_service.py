"""The production turn service, one conversation of its own for every attempt."""

from pydantic import JsonValue

from agent.turns import TurnService
from domain.conversation import ConversationStore, TurnResult
from domain.credentials import Principal, Role
from domain.ids import ConversationId, CustomerId, ShopId
from eval.attempt import Attempt
from eval.samples import Sample

CREDENTIAL = "evaluation"
"""Under this name the conversations of anonymous visitors are owned."""


class TurnSolver:
    """The very object that serves. Actions are only proposed: nothing here decides an approval."""

    def __init__(self, turns: TurnService, conversations: ConversationStore, shop: ShopId) -> None:
        """Args: conversations: where traces are read."""
        self._turns, self._conversations, self._shop = turns, conversations, shop

    async def solve(self, sample: Sample) -> Attempt:
        """One new conversation; a turn begins when the one before has ended."""
        customer = CustomerId(sample.customer) if sample.customer else None
        caller = Principal(shop=self._shop, role=Role.CUSTOMER, credential=CREDENTIAL, customer_id=customer)
        conversation: ConversationId | None = None
        result: TurnResult | None = None
        for text in sample.turns:
            ticket = await self._turns.submit(caller, text, conversation)
            result = await self._turns.result(ticket)
            conversation = result.conversation_id
        assert result is not None, "a sample has at least one turn"
        trace = await self._conversations.trace(self._shop, result.turn_id)
        return Attempt(result=result, tools=_tools(result, trace), trace=trace)


def _tools(result: TurnResult, trace: dict[str, JsonValue]) -> frozenset[str]:
    facts = trace.get("facts")
    ran = {str(f["tool"]) for f in facts if isinstance(f, dict)} if isinstance(facts, list) else set()
    if trace.get("passages"):
        ran.add("search_knowledge")
    return frozenset(ran | {fact.tool for fact in result.facts})
