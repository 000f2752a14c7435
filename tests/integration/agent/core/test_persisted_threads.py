"""What waits for a person survives a restart, under names that may not change."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from agent.erasure import ErasureService
from agent.graph import NODES, turn_graph
from agent.runs import Run
from backends.sql.database import Database
from domain.clock import FrozenClock
from domain.intents import Intent, Outcome
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import AGENT, APPROVE, CANCEL, SHOP, Counter, wishing

NODE_NAMES = (
    "screen_input",
    "triage",
    "gather_evidence",
    "compose_reply",
    "verify_reply",
    "settle",
    "await_approval",
    "deliver",
    "hand_off",
)


def test_the_node_names_are_the_contract() -> None:
    assert tuple(node.__name__ for node in NODES) == NODE_NAMES
    assert set(turn_graph().nodes) == set(NODE_NAMES)


async def test_a_turn_waits_before_await_approval_and_keeps_nothing_personal_beside_what_is_shown(
    opened: Opens, saver: AsyncSqliteSaver
) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    kept = [each async for each in saver.alist(None)]
    assert [each.config["configurable"]["thread_id"] for each in kept] == [approval.approval_id]
    assert {each.checkpoint["channel_values"].get("settled") is not None for each in kept} == {True}
    values = str(kept[0].checkpoint["channel_values"])
    assert "试验路9号" not in values
    assert "message" not in kept[0].checkpoint["channel_values"]


async def test_a_thread_whose_turn_was_never_written_is_swept_and_one_that_waits_stays(
    opened: Opens, saver: AsyncSqliteSaver
) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    (kept,) = [each async for each in saver.alist(None)]
    # As a process leaves it that dies between the two.
    await counter.runs.keep(Run({}, kept), ["apv_of_a_dead_process"])
    assert await ErasureService(counter.ports, counter.runs).sweep() == 0, "it may still be written"
    later = FrozenClock(datetime.now(UTC) + timedelta(hours=2))
    assert await ErasureService(counter.ports, counter.runs, later).sweep() == 1
    threads = [each.config["configurable"]["thread_id"] async for each in saver.alist(None)]
    assert threads == [approval.approval_id]


async def test_a_turn_that_needs_nobody_leaves_no_thread(opened: Opens, saver: AsyncSqliteSaver) -> None:
    counter = await opened()
    await counter.say("怎么登记退换")
    assert [each async for each in saver.alist(None)] == []


async def test_a_thread_kept_by_one_process_is_resumed_by_another_and_then_forgotten(
    sqlite: Database, tmp_path: Path
) -> None:
    path = str(tmp_path / "threads.db")
    async with AsyncSqliteSaver.from_conn_string(path) as first:
        await first.setup()
        before = Counter(sqlite, first, wishing(Intent.CANCEL_ORDER))
        await before.open()
        approval = await before.asked(CANCEL)
        await before.desk.decide(AGENT, approval.approval_id, APPROVE)
    async with AsyncSqliteSaver.from_conn_string(path) as second:
        after = Counter(sqlite, second, wishing(Intent.CANCEL_ORDER))
        await after.work_off()
        assert [name for name, _ in after.merchant.executed] == ["cancel_order"]
        assert after.reasoner.analysed == [], "nothing is thought twice"
        assert [each async for each in second.alist(None)] == []


async def test_a_turn_that_somebody_else_ended_leaves_no_thread(opened: Opens, saver: AsyncSqliteSaver) -> None:
    reasoner = wishing(Intent.CANCEL_ORDER)
    reasoner.gate = asyncio.Event()
    counter = await opened(reasoner)
    ticket = await counter.submit(CANCEL)
    await reasoner.composing.wait()
    await counter.ports.conversations.claim(SHOP.id, ticket.turn.conversation_id, "key_agent", counter.clock.now())
    reasoner.gate.set()
    result = await counter.turns.result(ticket, 20)
    assert (result.outcome, result.reply.text) == (Outcome.HANDOFF, ""), "what is stored is told, not what came of it"
    await counter.turns.drain(20)
    assert [each async for each in saver.alist(None)] == []
