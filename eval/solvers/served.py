"""A served Kefu, as customers meet it; what only people of the shop see, an insight may add."""

import time
from typing import NamedTuple, Protocol

from pydantic import JsonValue

from domain.analysis import Analysis
from domain.conversation import TurnResult
from eval.attempt import Attempt, EndState, Exchange
from eval.samples import Sample
from eval.simulation.customer import Talk, next_words


class ChatEndpoint(Protocol):
    """Anything that speaks ``POST /v1/chat``."""

    async def chat(self, customer: str | None, message: str, conversation: str | None) -> TurnResult:
        """One turn. Raises: KefuError."""
        ...


class Seen(NamedTuple):
    """What a customer isn't shown of a turn."""

    analysis: Analysis | None
    trace: dict[str, JsonValue]


class Insight(Protocol):
    """Looks into the stores behind the endpoint."""

    async def of_turn(self, result: TurnResult) -> Seen:
        """How the turn came to its result."""
        ...

    async def orders_of(self, customer: str | None) -> dict[str, JsonValue]:
        """What the order store holds for the customer."""
        ...


class ServedSolver:
    """Conversations, approvals and orders are the server's own; what is proposed stays a proposal."""

    def __init__(self, endpoint: ChatEndpoint, insight: Insight | None = None, talk: Talk | None = None) -> None:
        """Args: insight: without it analysis, evidence and end state are not judged; talk: a customer's words."""
        self._endpoint, self._insight, self._talk = endpoint, insight, talk or next_words

    async def solve(self, sample: Sample) -> Attempt:
        """One new conversation."""
        before = await self._insight.orders_of(sample.customer) if self._insight else {}
        exchanges: list[Exchange] = []
        for text in sample.turns:
            exchanges.append(await self._exchange(sample, text, exchanges))
        while (words := await self._talk(sample, exchanges)) is not None:
            exchanges.append(await self._exchange(sample, words, exchanges))
        last = exchanges[-1]
        return Attempt(
            result=last.result,
            tools=self._tools(sample, last),
            trace=last.trace,
            exchanges=tuple(exchanges),
            end_state=await self._end_state(sample, before),
            customer=sample.customer,
        )

    async def _exchange(self, sample: Sample, text: str, before: list[Exchange]) -> Exchange:
        conversation = before[-1].result.conversation_id if before else None
        started = time.perf_counter()
        result = await self._endpoint.chat(sample.customer, text, conversation)
        seconds = time.perf_counter() - started
        if self._insight is None:
            return Exchange(text=text, result=result, seconds=seconds)
        seen = await self._insight.of_turn(result)
        full = result.model_copy(update={"analysis": result.analysis or seen.analysis})
        return Exchange(text=text, result=full, seconds=seconds, trace=seen.trace)

    def _tools(self, sample: Sample, last: Exchange) -> frozenset[str] | None:
        facts = last.trace.get("facts")
        ran = {str(fact["tool"]) for fact in facts if isinstance(fact, dict)} if isinstance(facts, list) else set()
        ran |= {fact.tool for fact in last.result.facts}
        if last.trace.get("passages") or last.result.citations:
            ran.add("search_knowledge")
        # A customer sees only what the reply rests on; that another tool didn't run can't be known from that.
        return frozenset(ran) if self._insight or set(sample.expect.tools) <= ran else None

    async def _end_state(self, sample: Sample, before: dict[str, JsonValue]) -> EndState | None:
        if self._insight is None or sample.approve:
            # Approving would change the server's own orders for good: such a sample is not judged here.
            return None
        after = await self._insight.orders_of(sample.customer)
        return EndState(untouched=after == before, before=before, after=after)
