"""The production services, over stores of its own for every attempt."""

import time
from datetime import datetime

from pydantic import JsonValue

from domain.analysis import Line
from domain.approvals import Decision
from domain.conversation import TurnResult
from domain.credentials import Principal, Role
from domain.errors import KefuError
from domain.ids import ConversationId, CustomerId
from domain.intents import Speaker
from eval.attempt import Attempt, EndState, Exchange
from eval.order_snapshot import snapshot
from eval.samples import Sample
from eval.simulation.customer import Talk, next_words
from eval.workbench import Workbench, Workbenches

CREDENTIAL = "evaluation"
"""Under this name the conversations of anonymous visitors are owned."""
REVIEWER = "evaluation-reviewer"
"""Who approves, where a sample says so: another than the proposer, as money needs."""
MAX_ROUNDS = 20
"""Of the outbox; an approval leads to two effects."""


class TurnSolver:
    """The very objects that serve."""

    def __init__(self, workbenches: Workbenches, talk: Talk | None = None) -> None:
        """Args: talk: chooses a simulated customer's words; the scripted way without one."""
        self._workbenches, self._talk = workbenches, talk or next_words
        self._before: dict[tuple[str | None, datetime | None], dict[str, JsonValue]] = {}

    async def solve(self, sample: Sample) -> Attempt:
        """One new conversation; a turn begins when the one before has ended."""
        async with self._workbenches(sample) as bench:
            return await self._converse(sample, bench)

    async def _converse(self, sample: Sample, bench: Workbench) -> Attempt:
        customer = CustomerId(sample.customer) if sample.customer else None
        caller = Principal(shop=bench.shop, role=Role.CUSTOMER, credential=CREDENTIAL, customer_id=customer)
        before = await self._orders_before(sample, bench, customer)
        exchanges: list[Exchange] = []
        for text in sample.turns:
            exchanges.append(await _exchange(bench, caller, text, exchanges))
        while (words := await self._talk(sample, exchanges)) is not None:
            exchanges.append(await _exchange(bench, caller, words, exchanges))
        after = await snapshot(bench.orders, bench.shop, customer)
        untouched = after == before and await bench.executions.executed() == 0
        started = time.perf_counter()
        refusals = await approve_waiting(bench, exchanges[-1].result) if sample.approve else []
        approval_seconds = time.perf_counter() - started if sample.approve else 0.0
        last = exchanges[-1]
        if sample.approve:
            after = await snapshot(bench.orders, bench.shop, customer)
        return Attempt(
            result=last.result,
            tools=_tools(last.result, last.trace),
            trace={**last.trace, "refused approvals": refusals} if refusals else last.trace,
            exchanges=tuple(exchanges),
            end_state=EndState(untouched=untouched, before=before, after=after),
            record=await bench.copilot.record(caller, _lines(exchanges)) if sample.expect.record else None,
            customer=sample.customer,
            approval_seconds=approval_seconds,
        )

    async def _orders_before(
        self, sample: Sample, bench: Workbench, customer: CustomerId | None
    ) -> dict[str, JsonValue]:
        """Every sample begins with the same orders: they are read once for each customer."""
        key = (sample.customer, sample.now)
        if key not in self._before:
            self._before[key] = await snapshot(bench.orders, bench.shop, customer)
        return self._before[key]


async def _exchange(bench: Workbench, caller: Principal, text: str, before: list[Exchange]) -> Exchange:
    conversation: ConversationId | None = before[-1].result.conversation_id if before else None
    started = time.perf_counter()
    ticket = await bench.turns.submit(caller, text, conversation)
    result = await bench.turns.result(ticket)
    seconds = time.perf_counter() - started
    trace = await bench.conversations.trace(bench.shop, result.turn_id)
    return Exchange(text=text, result=result, seconds=seconds, trace=trace)


async def approve_waiting(bench: Workbench, result: TurnResult) -> list[JsonValue]:
    """A person says yes to all that waits, and it is carried out; why not, where the desk refuses."""
    reviewer = Principal(shop=bench.shop, role=Role.ADMIN, credential=REVIEWER)
    refusals: list[JsonValue] = []
    for waiting in await bench.approvals.approvals(reviewer, "pending"):
        if waiting.conversation_id != result.conversation_id:
            continue
        try:
            decision = Decision(decision="approve", version=waiting.version)
            await bench.approvals.decide(reviewer, waiting.approval_id, decision)
        except KefuError as error:
            refusals.append(str(error))
    for _ in range(MAX_ROUNDS):
        if not await bench.worker.work_once():
            break
    return refusals


def _tools(result: TurnResult, trace: dict[str, JsonValue]) -> frozenset[str]:
    facts = trace.get("facts")
    ran = {str(f["tool"]) for f in facts if isinstance(f, dict)} if isinstance(facts, list) else set()
    if trace.get("passages"):
        ran.add("search_knowledge")
    return frozenset(ran | {fact.tool for fact in result.facts})


def _lines(exchanges: list[Exchange]) -> list[Line]:
    lines: list[Line] = []
    for exchange in exchanges:
        lines.append(Line(speaker=Speaker.CUSTOMER, text=exchange.text))
        if exchange.result.reply.text:
            lines.append(Line(speaker=Speaker.BOT, text=exchange.result.reply.text))
    return lines
