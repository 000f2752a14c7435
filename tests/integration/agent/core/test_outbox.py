"""What was decided happens once, or a person gets it and the customer hears of it."""

import asyncio

import pytest

from agent.outbox import BACKOFF_SECONDS, LEASE_SECONDS
from agent.proposals import ProposalDesk
from domain.approvals import Approval
from domain.errors import UnavailableError
from domain.intents import Intent, Queue
from domain.orders import ActionResult
from domain.outbox import Effect
from domain.writes import Writes
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import (
    ADMIN,
    AGENT,
    APPROVE,
    CANCEL,
    PAID,
    REFUND,
    SHOP,
    SIGNED,
    Counter,
    wishing,
)
from tests.integration.agent.core.doubles import FailsOnce
from tests.integration.agent.tools.shop_counter import ANNA, an_order

DAY = 86_400.0


async def approved(opened: Opens, intent: Intent, text: str) -> tuple[Counter, Approval]:
    """A shop with one approved action that nobody has carried out yet."""
    counter = await opened(wishing(intent))
    approval = await counter.asked(text)
    return counter, await counter.desk.decide(ADMIN, approval.approval_id, APPROVE)


async def a_cancellation(opened: Opens) -> tuple[Counter, Approval]:
    """No money action by name."""
    return await approved(opened, Intent.CANCEL_ORDER, CANCEL)


async def a_refund(opened: Opens) -> tuple[Counter, Approval]:
    """A money action."""
    return await approved(opened, Intent.RETURN_QUALITY, REFUND)


async def status_of(counter: Counter, approval: Approval) -> str:
    """What became of the action."""
    action = (await counter.again(approval)).action
    assert action is not None
    return action.status


async def test_an_action_is_carried_out_once_however_often_the_worker_looks(opened_anywhere: Opens) -> None:
    counter, approval = await a_refund(opened_anywhere)
    await counter.work_off()
    counter.machine.on(DAY)
    assert await counter.worker.work_once() == 0
    assert approval.action is not None
    assert counter.merchant.executed == [("create_refund", f"execute:{approval.action.action_id}")]
    assert len(await counter.real_orders.refunds_of(SHOP.id, ANNA, SIGNED)) == 1
    assert len(await counter.replies(approval.conversation_id)) == 2
    assert await status_of(counter, approval) == "done"


async def test_two_workers_at_once_carry_it_out_once(opened_anywhere: Opens) -> None:
    counter, approval = await a_refund(opened_anywhere)
    workers = [counter.hand() for _ in range(3)]
    for _ in range(3):
        await asyncio.gather(*(worker.work_once() for worker in workers))
    assert len(counter.merchant.executed) == 1
    assert len(await counter.real_orders.refunds_of(SHOP.id, ANNA, SIGNED)) == 1
    assert len(await counter.replies(approval.conversation_id)) == 2


@pytest.mark.parametrize("done_before", [0, 1], ids=["while resuming", "while executing"])
async def test_a_worker_that_dies_before_it_could_write_is_followed_by_one_that_repeats_the_key(
    opened_anywhere: Opens, done_before: int
) -> None:
    counter, approval = await a_refund(opened_anywhere)
    for _ in range(done_before):
        await counter.worker.work_once()
    dying = FailsOnce(counter.ports.outbox, "complete", UnavailableError("the database is away"))
    await counter.hand(outbox=dying).work_once()
    assert dying.failed
    assert await counter.worker.work_once() == 0, "the claim still runs"
    counter.machine.on(LEASE_SECONDS + 1)
    await counter.work_off()
    assert len(set(counter.merchant.executed)) == 1
    assert len(await counter.real_orders.refunds_of(SHOP.id, ANNA, SIGNED)) == 1
    assert len(await counter.replies(approval.conversation_id)) == 2


async def test_a_system_that_was_away_is_asked_again_under_the_same_key(opened: Opens) -> None:
    counter, approval = await a_cancellation(opened)
    counter.merchant.failures = [UnavailableError("away")]
    await counter.work_off()
    assert await counter.worker.work_once() == 0, "not before the wait is over"
    counter.machine.on(BACKOFF_SECONDS[0])
    await counter.work_off()
    assert len(counter.merchant.executed) == 2
    assert len(set(counter.merchant.executed)) == 1
    assert await status_of(counter, approval) == "done"
    assert await counter.handoffs() == []


async def test_a_system_that_stays_away_ends_with_a_person_and_the_customer_told(opened: Opens) -> None:
    counter, approval = await a_cancellation(opened)
    counter.merchant.failures = [UnavailableError("away")] * 99
    await counter.work_off()
    for number, wait in enumerate(BACKOFF_SECONDS, start=1):
        assert len(counter.merchant.executed) == number
        counter.machine.on(wait - 0.1)
        assert await counter.worker.work_once() == 0
        counter.machine.on(0.1)
        assert await counter.worker.work_once() == 1
    await _left_to_a_person(counter, approval, tries=len(BACKOFF_SECONDS) + 1, status="failed")


@pytest.mark.parametrize(
    "end", [ActionResult(status="unknown", message="超时"), RuntimeError("odd"), TimeoutError()], ids=repr
)
async def test_money_that_may_have_moved_is_left_to_a_person_at_once(
    opened: Opens, end: Exception | ActionResult
) -> None:
    counter, approval = await a_refund(opened)
    counter.merchant.failures = [end]
    await counter.work_off()
    await _left_to_a_person(counter, approval, tries=1)


async def test_the_rules_have_the_last_word_before_execution(opened: Opens) -> None:
    counter, approval = await a_cancellation(opened)
    await counter.stock(an_order(PAID, "已发货", 1))
    await counter.work_off()
    assert counter.merchant.executed == []
    assert await status_of(counter, approval) == "refused"
    assert len(await counter.replies(approval.conversation_id)) == 2


async def test_the_rules_have_the_last_word_after_a_wait_too(opened: Opens) -> None:
    counter, approval = await a_cancellation(opened)
    counter.merchant.failures = [UnavailableError("away")]
    await counter.work_off()
    await counter.stock(an_order(PAID, "已发货", 1))
    counter.machine.on(BACKOFF_SECONDS[0])
    await counter.work_off()
    assert len(counter.merchant.executed) == 1, "nothing had happened, so the rules were asked again"
    assert await status_of(counter, approval) == "refused"


async def test_after_a_worker_died_at_it_nobody_says_that_nothing_happened(opened: Opens) -> None:
    counter, approval = await a_cancellation(opened)
    await counter.worker.work_once()
    await counter.hand(outbox=FailsOnce(counter.ports.outbox, "complete", UnavailableError("down"))).work_once()
    counter.merchant.failures = [UnavailableError("away")] * 99
    for _ in range(len(BACKOFF_SECONDS) + 1):
        counter.machine.on(max(LEASE_SECONDS, *BACKOFF_SECONDS) + 1)
        await counter.work_off()
    assert await status_of(counter, approval) == "unknown"
    assert [h.topic for h in await counter.handoffs()] == ["delivery"]


async def test_a_decision_whose_thread_is_gone_ends_with_a_person(opened: Opens) -> None:
    counter, approval = await a_cancellation(opened)
    await counter.runs.forget(approval.approval_id)
    for _ in range(len(BACKOFF_SECONDS) + 1):
        await counter.work_off()
        counter.machine.on(max(BACKOFF_SECONDS))
    assert counter.merchant.executed == []
    assert [h.topic for h in await counter.handoffs()] == ["delivery"]


async def test_an_effect_without_its_approval_holds_up_nothing_else(opened: Opens) -> None:
    counter, approval = await a_cancellation(opened)
    orphan = Effect(
        effect_id="efx_0",
        key="orphan",
        shop=SHOP.id,
        kind="execute_action",
        payload={"approval_id": "apv_gone"},
        due_at=counter.machine.now(),
    )
    await counter.ports.conversations.write(SHOP.id, Writes(effects=(orphan,)))
    await counter.work_off()
    assert await status_of(counter, approval) == "done"
    assert await counter.ports.outbox.pending_effects() == 0


async def test_what_nobody_decided_goes_to_a_person_once_and_the_customer_is_told(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    await counter.worker.expire()
    assert (await counter.again(approval)).status == "pending"
    counter.clock.on(SHOP.rules.approval_hours * 3600)
    for _ in range(2):
        await counter.worker.expire()
    assert (await counter.again(approval)).status == "expired"
    (handoff,) = await counter.handoffs()
    assert PAID in handoff.summary
    assert len(await counter.replies(approval.conversation_id)) == 2
    talk = await counter.ports.conversations.conversation(SHOP.id, approval.conversation_id)
    assert talk.mode == "waiting"


async def test_a_worker_that_dies_while_it_closes_what_ran_out_loses_no_word_and_says_none_twice(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    counter.clock.on(SHOP.rules.approval_hours * 3600)
    for port, method in (("conversations", "write"), ("approvals", "expire")):
        dying = FailsOnce(getattr(counter.ports, port), method, UnavailableError("the database is away"))
        with pytest.raises(UnavailableError):
            await counter.hand(**{port: dying}).expire()
    await counter.worker.expire()
    assert (await counter.again(approval)).status == "expired"
    assert len(await counter.replies(approval.conversation_id)) == 2
    assert len(await counter.handoffs()) == 1


async def test_what_a_colleague_proposed_and_nobody_decided_is_not_told_to_the_customer(opened: Opens) -> None:
    counter = await opened()
    result = await counter.say("怎么登记退换")
    proposals = ProposalDesk(counter.ports)
    await proposals.propose(AGENT, result.conversation_id, "cancel_order", {"order_no": PAID})
    before = await counter.replies(result.conversation_id)
    counter.clock.on(SHOP.rules.approval_hours * 3600)
    await counter.worker.expire()
    assert await counter.replies(result.conversation_id) == before
    assert PAID in (await counter.handoffs())[0].summary
    talk = await counter.ports.conversations.conversation(SHOP.id, result.conversation_id)
    assert talk.mode == "bot"


async def _left_to_a_person(counter: Counter, approval: Approval, tries: int, status: str = "unknown") -> None:
    counter.machine.on(DAY)
    assert await counter.worker.work_once() == 0
    assert len(counter.merchant.executed) == tries
    assert await status_of(counter, approval) == status
    (handoff,) = await counter.handoffs()
    assert (handoff.topic, handoff.queue, handoff.conversation_id) == (
        "delivery",
        Queue.EXPERT,
        approval.conversation_id,
    )
    assert len(await counter.replies(approval.conversation_id)) == 2
