"""A person decides on exactly what was shown, within their authority."""

import asyncio
from typing import Any

import pytest

from domain.approvals import Approval, Decision
from domain.conversation import TurnResult
from domain.credentials import Principal
from domain.errors import InvalidInputError, NotAllowedError, NotFoundError, StaleError
from domain.ids import ActionId, ApprovalId, CustomerId, ShopId
from domain.intents import Intent, Outcome
from domain.orders import Customer, Refund, ShopData
from domain.rules import Caps, Rules
from domain.shop import ReplyPolicy
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
from tests.integration.agent.core.doubles import RULE
from tests.integration.agent.tools.shop_counter import ANNA, NOW, an_order

REJECT = Decision(decision="reject", version=1, reason="商品已经出库")


def edit(**args: Any) -> Decision:
    """Other arguments for the action."""
    return Decision(decision="edit", version=1, args=args)


async def drafting(opened: Opens) -> tuple[Counter, TurnResult, Approval]:
    """A shop whose every answer waits for a person, and one that does."""
    counter = await opened()
    shop = SHOP.model_copy(update={"reply_policy": ReplyPolicy(deliver=())})
    await counter.ports.shops.put_shop(shop)
    result = await counter.say("怎么登记退换")
    (draft,) = await counter.desk.approvals(AGENT, "pending")
    return counter, result, draft


async def unchanged(counter: Counter, approval: Approval) -> bool:
    """Whether it still waits as it was, with nothing to be done."""
    return await counter.again(approval) == approval and await counter.ports.outbox.pending_effects() == 0


async def test_an_approved_action_is_carried_out_and_the_customer_told(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    assert approval.action is not None
    assert (approval.kind, approval.action.name, approval.action.amount) == ("action", "cancel_order", 8_850)
    decided = await counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    assert (decided.status, decided.decided_by, decided.decided_at) == ("approved", AGENT.credential, NOW)
    assert counter.merchant.executed == [], "nothing happens before the worker"
    await counter.work_off()
    order = await counter.real_orders.order(SHOP.id, ANNA, PAID)
    assert order is not None
    assert order.status in ("已取消", "退款中")
    action = (await counter.again(approval)).action
    assert action is not None
    assert action.status == "done"
    assert len(await counter.replies(approval.conversation_id)) == 2


async def test_a_rejection_changes_nothing_and_gives_the_reason(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    await counter.desk.decide(AGENT, approval.approval_id, REJECT)
    await counter.work_off()
    assert counter.merchant.executed == []
    assert "商品已经出库" in (await counter.replies(approval.conversation_id))[-1]


async def test_a_draft_is_sent_when_approved_and_not_before(opened: Opens) -> None:
    counter, result, draft = await drafting(opened)
    assert result.outcome is Outcome.APPROVAL
    assert RULE not in await counter.replies(result.conversation_id)
    await counter.desk.decide(AGENT, draft.approval_id, APPROVE)
    await counter.work_off()
    sent = (await counter.messages(result.conversation_id))[-1]
    assert (sent.text, sent.ai_generated, len(sent.citations)) == (RULE, True, 1)


async def test_an_edited_draft_is_a_persons_and_a_new_version(opened: Opens) -> None:
    counter, result, draft = await drafting(opened)
    decided = await counter.desk.decide(
        AGENT, draft.approval_id, Decision(decision="edit", version=1, text="请把照片发给我们。")
    )
    await counter.work_off()
    assert decided.version == 2
    assert decided.shown_hash != draft.shown_hash
    sent = (await counter.messages(result.conversation_id))[-1]
    assert (sent.text, sent.ai_generated, sent.speaker) == ("请把照片发给我们。", False, "agent")


@pytest.mark.parametrize("text", ["加我微信 kefu_888 私聊，转账给您。", "   ", None])
async def test_an_edit_that_may_not_be_sent_is_refused_and_the_draft_waits_on(opened: Opens, text: str | None) -> None:
    counter, _, draft = await drafting(opened)
    with pytest.raises(InvalidInputError):
        await counter.desk.decide(AGENT, draft.approval_id, Decision(decision="edit", version=1, text=text))
    assert await unchanged(counter, draft)


async def test_the_reason_of_a_rejection_is_screened_too(opened: Opens) -> None:
    counter, _, draft = await drafting(opened)
    blocked = Decision(decision="reject", version=1, reason="加我微信 kefu_888 私聊，转账给您。")
    with pytest.raises(InvalidInputError):
        await counter.desk.decide(AGENT, draft.approval_id, blocked)
    assert await unchanged(counter, draft)


async def test_what_is_asked_for_again_replaces_what_waits_so_that_it_is_done_once(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere(wishing(Intent.RETURN_QUALITY))
    first = await counter.asked(REFUND)
    await counter.say(REFUND, first.conversation_id)
    await counter.say(REFUND)
    (last,) = await counter.desk.approvals(AGENT, "pending")
    assert (await counter.again(first)).status == "stale"
    with pytest.raises(StaleError):
        await counter.desk.decide(ADMIN, first.approval_id, Decision(decision="approve", version=2))
    await counter.desk.decide(ADMIN, last.approval_id, APPROVE)
    await counter.work_off()
    assert len(counter.merchant.executed) == 1
    open_now = await counter.ports.promises.promises(SHOP.id, "open")
    assert open_now == [], "what was replaced is promised no more"


async def test_a_wish_for_something_else_leaves_what_waits_alone(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    first = await counter.asked(CANCEL)
    counter.reasoner.reading = wishing(Intent.EXPEDITE).reading
    await counter.say(f"订单{PAID}快点发货", first.conversation_id)
    assert len(await counter.desk.approvals(AGENT, "pending")) == 2


async def test_another_version_than_the_shown_one_is_refused(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    with pytest.raises(StaleError):
        await counter.desk.decide(AGENT, approval.approval_id, Decision(decision="approve", version=2))
    assert await unchanged(counter, approval)


async def test_a_newer_message_of_the_customer_makes_what_was_shown_stale(opened: Opens) -> None:
    counter, result, draft = await drafting(opened)
    await counter.say("等等，我再看看", result.conversation_id)
    with pytest.raises(StaleError):
        await counter.desk.decide(AGENT, draft.approval_id, APPROVE)
    assert (await counter.again(draft)).version == 2


@pytest.mark.parametrize("second", [APPROVE, REJECT])
async def test_a_second_decision_is_refused(opened: Opens, second: Decision) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    await counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    with pytest.raises(StaleError):
        await counter.desk.decide(ADMIN, approval.approval_id, second)
    assert await counter.ports.outbox.pending_effects() == 1


async def test_of_two_decisions_at_once_one_counts(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    outcomes = await asyncio.gather(
        counter.desk.decide(AGENT, approval.approval_id, APPROVE),
        counter.desk.decide(ADMIN, approval.approval_id, REJECT),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [StaleError]
    assert await counter.ports.outbox.pending_effects() == 1


@pytest.mark.parametrize(("change", "amount"), [({"total": 9_900}, 9_900), ({"buyer_note": "尽快发货"}, 8_850)])
async def test_a_changed_order_is_shown_anew_before_it_can_be_approved(
    opened: Opens, change: dict[str, Any], amount: int
) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    await counter.stock(an_order(PAID, "待发货", 1).model_copy(update=change))
    with pytest.raises(StaleError):
        await counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    shown = await counter.again(approval)
    assert shown.action is not None
    assert (shown.status, shown.version, shown.action.amount) == ("pending", 2, amount)
    await counter.desk.decide(AGENT, approval.approval_id, Decision(decision="approve", version=2))


async def test_an_amount_that_changed_behind_an_unchanged_order_is_shown_anew(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    refund = Refund(refund_no="RF1", order_no=PAID, amount=3_000, status="退款成功", applied_at=NOW)
    await counter.real_orders.replace_data(SHOP.id, ShopData(customers=(Customer(id=ANNA),), refunds=(refund,)))
    with pytest.raises(StaleError):
        await counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    shown = await counter.again(approval)
    assert shown.action is not None
    assert (shown.status, shown.version, shown.action.amount) == ("pending", 2, 5_850)


async def test_an_action_no_longer_allowed_is_closed(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    await counter.stock(an_order(PAID, "已发货", 1))
    with pytest.raises(StaleError):
        await counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    closed = await counter.again(approval)
    assert closed.status == "stale"
    assert closed.stale_reason
    assert closed.stale_reason in (await counter.replies(approval.conversation_id))[-1], "the customer hears of it"
    assert await counter.ports.outbox.pending_effects() == 0


async def test_above_the_agents_cap_an_admin_has_to_approve(opened: Opens) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    approval = await counter.asked(REFUND)
    assert approval.action is not None
    assert (approval.action.name, approval.action.amount) == ("create_refund", 8_850)
    with pytest.raises(NotAllowedError):
        await counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    assert await unchanged(counter, approval)
    assert (await counter.desk.decide(ADMIN, approval.approval_id, APPROVE)).status == "approved"


async def test_an_agent_may_lower_the_amount_to_their_cap(opened: Opens) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    approval = await counter.asked(REFUND)
    decided = await counter.desk.decide(AGENT, approval.approval_id, edit(amount=5_000))
    assert decided.action is not None
    assert (decided.action.amount, decided.action.args["amount"], decided.version) == (5_000, 5_000, 2)
    assert "50" in decided.action.preview


async def test_what_is_wanted_above_every_cap_goes_to_people_at_once(opened: Opens) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    lower = SHOP.model_copy(update={"rules": Rules(refund_caps=Caps(agent=1_000, admin=2_000))})
    await counter.ports.shops.put_shop(lower)
    assert (await counter.say(REFUND)).outcome is Outcome.HANDOFF
    assert [h.topic for h in await counter.handoffs()] == ["high_value_refund"]
    assert await counter.desk.approvals(AGENT, "pending") == []


async def test_above_the_admins_cap_nobody_may(opened: Opens) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    approval = await counter.asked(REFUND)
    lower = SHOP.model_copy(update={"rules": Rules(refund_caps=Caps(agent=1_000, admin=2_000))})
    await counter.ports.shops.put_shop(lower)
    with pytest.raises(StaleError):
        await counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
    assert (await counter.again(approval)).status == "stale"


@pytest.mark.parametrize(
    "args", [{"amount": 8_851}, {"amount": -1}, {"amount": "许多"}, {"customer_id": "bert"}, {"order_no": "AB20260009"}]
)
async def test_an_edit_the_rules_dont_allow_is_refused(opened: Opens, args: dict[str, Any]) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    approval = await counter.asked(REFUND)
    with pytest.raises(InvalidInputError):
        await counter.desk.decide(ADMIN, approval.approval_id, edit(**args))
    assert await unchanged(counter, approval)


async def test_who_proposed_a_money_action_cant_approve_it(opened: Opens) -> None:
    counter = await opened(wishing(Intent.RETURN_QUALITY))
    approval = await counter.asked(REFUND)
    assert approval.action is not None
    own = approval.model_copy(
        update={
            "approval_id": ApprovalId("apv_own"),
            "proposer": ADMIN.credential,
            "action": approval.action.model_copy(update={"action_id": ActionId("act_own")}),
        }
    )
    await counter.ports.conversations.write(SHOP.id, Writes(approvals=(own,)))
    for decision in (APPROVE, edit(amount=100)):
        with pytest.raises(NotAllowedError):
            await counter.desk.decide(ADMIN, own.approval_id, decision)
    assert await unchanged(counter, own)
    other = Principal(shop=SHOP.id, role=ADMIN.role, credential="key_other")
    assert (await counter.desk.decide(other, own.approval_id, APPROVE)).decided_by == "key_other"


async def test_what_has_run_out_cant_be_decided(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    counter.clock.on(SHOP.rules.approval_hours * 3600)
    with pytest.raises(StaleError):
        await counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    assert await counter.ports.outbox.pending_effects() == 0


async def test_another_shops_staff_sees_no_approval(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await counter.asked(CANCEL)
    stranger = ADMIN.model_copy(update={"shop": ShopId("nachbar")})
    with pytest.raises(NotFoundError):
        await counter.desk.decide(stranger, approval.approval_id, APPROVE)
    assert approval.customer_id == CustomerId("anna")
    assert SIGNED not in approval.model_dump_json()
