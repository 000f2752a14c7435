"""Promises to customers: made, kept, run out, told to people."""

import pytest

from agent.copilot.card import customer_card
from agent.promises.desk import PromiseDesk
from agent.staff import StaffDesk
from domain.approvals import Decision
from domain.credentials import Principal
from domain.errors import NotFoundError, StaleError, UnavailableError
from domain.ids import ConversationId
from domain.intents import Intent
from domain.promises import Promise
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import ADMIN, AGENT, ANNA, APPROVE, CANCEL, REFUND, SHOP, Counter, wishing
from tests.integration.agent.core.doubles import ScriptedReasonerDouble

HOUR = 3600


def desk(counter: Counter) -> PromiseDesk:
    return PromiseDesk(counter.ports.promises, counter.ports.shops, counter.clock)


async def ledger(counter: Counter) -> list[Promise]:
    return await desk(counter).promises(AGENT)


async def states(counter: Counter) -> list[tuple[str, str]]:
    return [(each.subject, each.status) for each in await ledger(counter)]


async def write(counter: Counter, text: str, to: ConversationId, by: Principal = AGENT) -> None:
    await StaffDesk(counter.ports, counter.hub).send(by, to, text)


async def talk(counter: Counter) -> ConversationId:
    """A conversation in which nothing is promised yet."""
    return (await counter.say("这个怎么洗？")).conversation_id


async def test_what_a_person_promises_stands_in_the_ledger_and_a_later_answer_keeps_it(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere(ScriptedReasonerDouble())
    of = await talk(counter)
    await write(counter, "亲，24小时内回复您", of)
    (promise,) = await ledger(counter)
    assert (promise.made_by, promise.subject, promise.status) == ("person", "answer", "open")
    assert (promise.due_at - promise.made_at).total_seconds() == 24 * HOUR
    counter.clock.on(60)
    await write(counter, "请您放心", of)
    assert await states(counter) == [("answer", "open")], "the next breath is no answer"
    counter.clock.on(2 * HOUR)
    await write(counter, "查到了，是批次问题", of)
    assert await states(counter) == [("answer", "kept")]


async def test_an_action_keeps_what_a_person_promised(opened: Opens) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    approval = await counter.asked(REFUND)
    await write(counter, "今天就给您退款", approval.conversation_id)
    counter.clock.on(HOUR)
    await counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
    await counter.work_off()
    assert ("refund", "kept") in await states(counter)


async def test_a_promise_that_runs_out_is_an_alarm_once(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere(ScriptedReasonerDouble())
    await write(counter, "明天给您补发", await talk(counter))
    counter.clock.on(40 * HOUR)
    await counter.worker.expire()
    await counter.worker.expire()
    (promise,) = await ledger(counter)
    assert (promise.status, promise.kept_at) == ("lapsed", None)
    assert (await counter.ports.promises.counts()) == {"lapsed": 1}
    assert await counter.ports.promises.lapse(SHOP.id, counter.clock.now()) == []


async def test_before_its_time_nothing_runs_out(opened: Opens) -> None:
    counter = await opened(ScriptedReasonerDouble())
    await write(counter, "3天内给您退款", await talk(counter))
    counter.clock.on(48 * HOUR)
    await counter.worker.expire()
    assert await states(counter) == [("refund", "open")]


async def test_an_approval_promises_an_answer_and_its_result_keeps_it(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    (promise,) = await ledger(counter)
    assert (promise.about, promise.due_at) == (f"approval:{approval.approval_id}", approval.expires_at)
    await counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
    await counter.work_off()
    assert await states(counter) == [("answer", "kept")]


@pytest.mark.parametrize("decision", [Decision(decision="reject", version=1, reason="已经出库")])
async def test_a_rejection_is_an_answer_too(opened: Opens, decision: Decision) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    await counter.desk.decide(AGENT, approval.approval_id, decision)
    await counter.work_off()
    assert await states(counter) == [("answer", "kept")]


async def test_an_undecided_approval_lapses_and_the_handoff_promises_anew(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    await counter.asked(CANCEL)
    counter.clock.on(60 * 24 * HOUR)
    await counter.worker.expire()
    by_about = {each.about.split(":")[0]: each.status for each in await ledger(counter)}
    assert by_about == {"approval": "lapsed", "handoff": "open"}
    (handoff,) = await counter.handoffs()
    assert "【已承诺】" in handoff.summary
    assert "已超时" in handoff.summary


async def test_an_unknown_result_hands_the_promise_over_to_a_person(opened: Opens) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    approval = await counter.asked(REFUND)
    await counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
    counter.merchant.failures = [RuntimeError("broken pipe")]
    await counter.work_off()
    by_about = {each.about.split(":")[0]: each.status for each in await ledger(counter)}
    assert by_about == {"approval": "withdrawn", "handoff": "open"}
    await write(counter, "已经核实", approval.conversation_id)
    assert {each.status for each in await ledger(counter)} == {"withdrawn", "kept"}


async def test_a_handoff_promises_a_person_and_resolving_it_ends_that(opened: Opens) -> None:
    reading = {"intents": ({"name": Intent.HUMAN_REQUEST, "confidence": 0.95},)}
    counter = await opened(ScriptedReasonerDouble(reading=reading))
    said = await counter.say("转人工")
    await counter.say("在吗", said.conversation_id)
    (promise,) = await ledger(counter)
    assert promise.about.startswith("handoff:")
    (handoff,) = await counter.handoffs()
    await StaffDesk(counter.ports, counter.hub).resolve_handoff(AGENT, handoff.handoff_id)
    assert await states(counter) == [("answer", "withdrawn")]


async def test_open_promises_stand_in_the_summary_and_on_the_customers_card(opened: Opens) -> None:
    reading = {"intents": ({"name": Intent.HUMAN_REQUEST, "confidence": 0.95},)}
    counter = await opened(ScriptedReasonerDouble(reading=reading))
    of = (await counter.say("转人工")).conversation_id
    await write(counter, "明天下午给您补发配件", of)
    (handoff,) = await counter.handoffs()
    staff = StaffDesk(counter.ports, counter.hub)
    await staff.resolve_handoff(AGENT, handoff.handoff_id)
    await counter.say("还是转人工", of)
    summary = next(each.summary for each in await counter.handoffs() if each.status == "open")
    assert "【已承诺】" in summary
    assert "补发配件" in summary
    card = await customer_card(counter.ports, SHOP, ANNA)
    assert card is not None
    assert any(matter.startswith("已承诺") and "补发配件" in matter for matter in card.open_matters)


async def test_a_person_settles_a_promise_once_and_late_stays_late(opened: Opens) -> None:
    counter = await opened(ScriptedReasonerDouble())
    await write(counter, "明天给您补发", await talk(counter))
    (promise,) = await ledger(counter)
    counter.clock.on(72 * HOUR)
    await counter.worker.expire()
    late = await desk(counter).settle(AGENT, promise.promise_id, "kept", "已打电话13800001111说明")
    assert (late.status, late.kept_at, late.ended_by) == ("lapsed", counter.clock.now(), AGENT.credential)
    assert "13800001111" not in late.note
    with pytest.raises(StaleError):
        await desk(counter).settle(AGENT, promise.promise_id, "withdrawn")
    with pytest.raises(NotFoundError):
        await desk(counter).settle(AGENT, "prm_none", "kept")
    another = AGENT.model_copy(update={"shop": "another"})
    assert await counter.ports.promises.promises(another.shop) == []


async def test_erasing_a_customer_erases_what_they_were_promised(opened: Opens) -> None:
    counter = await opened(ScriptedReasonerDouble())
    await write(counter, "明天给您补发", await talk(counter))
    await counter.ports.conversations.erase_customer(SHOP.id, ANNA, counter.clock.now())
    assert await ledger(counter) == []


async def test_only_what_certainly_had_no_effect_is_told_as_failed(opened: Opens) -> None:
    for failures, told in (
        ([UnavailableError("down")] * 6, "failed"),
        ([RuntimeError("half"), *[UnavailableError("down")] * 5], "unknown"),
    ):
        counter = await opened(wishing(Intent.CANCEL_ORDER))
        approval = await counter.asked(CANCEL)
        await counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
        counter.merchant.failures = list(failures)
        for _ in range(12):
            await counter.work_off()
            counter.machine.on(600)
        ended = await counter.again(approval)
        assert ended.action is not None
        assert ended.action.status == told
        assert counter.merchant.failures == []
