"""Everything that happens to a proposal is in the audit log, and found there by order and by approval."""

import pytest

from backends.sql.audit import SqlAuditLog
from domain.approvals import Approval, Decision
from domain.errors import NotFoundError, StaleError
from domain.ids import ApprovalId, ShopId
from domain.intents import Intent
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import ADMIN, AGENT, APPROVE, CANCEL, PAID, REFUND, SHOP, SIGNED, wishing
from tests.integration.agent.core.counter import Counter as Shop
from tests.integration.agent.tools.shop_counter import an_order

EDIT = Decision(decision="edit", version=1, args={"amount": 1_000})
REJECT = Decision(decision="reject", version=1, reason="商品已经出库")


async def acts(shop: Shop, order_no: str) -> list[str]:
    """What the log has of an order, in order."""
    return [each.entry.act for each in await SqlAuditLog(shop.database).of_order(SHOP.id, order_no)]


async def test_proposal_edit_and_result_stand_in_order_with_who_did_it(opened_anywhere: Opens) -> None:
    shop = await opened_anywhere(wishing(Intent.RETURN_QUALITY))
    approval = await shop.asked(REFUND)
    await shop.desk.decide(ADMIN, approval.approval_id, EDIT)
    await shop.work_off()
    trail = await SqlAuditLog(shop.database).of_approval(SHOP.id, approval.approval_id)
    assert [(each.entry.actor, each.entry.act) for each in trail] == [
        ("bot", "approval.created"),
        (ADMIN.credential, "approval.edit"),
        ("worker", "action.done"),
    ]
    assert trail == await SqlAuditLog(shop.database).of_order(SHOP.id, SIGNED)
    assert await acts(shop, PAID) == []


async def test_rejection_expiry_and_what_makes_a_proposal_stale_are_logged(opened_anywhere: Opens) -> None:
    shop = await opened_anywhere(wishing(Intent.CANCEL_ORDER))

    async def waiting() -> Approval:
        return (await shop.desk.approvals(AGENT, "pending"))[0]

    first = await shop.asked(CANCEL)
    await shop.desk.decide(AGENT, first.approval_id, REJECT)
    await shop.work_off()
    second = await shop.asked(CANCEL)
    await shop.stock(an_order(PAID, "待发货", 1).model_copy(update={"buyer_note": "放门口"}))
    with pytest.raises(StaleError):
        await shop.desk.decide(AGENT, second.approval_id, APPROVE)
    await shop.stock(an_order(PAID, "已签收", 1))
    with pytest.raises(StaleError):
        await shop.desk.decide(
            AGENT, second.approval_id, Decision(decision="approve", version=(await waiting()).version)
        )
    await shop.stock(an_order(PAID, "待发货", 1))
    await shop.asked(CANCEL)
    shop.clock.on(49 * 3600)
    await shop.worker.expire()
    assert await acts(shop, PAID) == [
        "approval.created", "approval.reject",
        "approval.created", "approval.outdated", "approval.stale",
        "approval.created", "approval.expired",
    ]  # fmt: skip


async def test_a_newer_message_is_in_the_trail_and_other_shops_and_numbers_have_none(opened: Opens) -> None:
    shop = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await shop.asked(CANCEL)
    log = SqlAuditLog(shop.database)
    await shop.say("在吗", approval.conversation_id)
    outdated = (await log.of_approval(SHOP.id, approval.approval_id))[1].entry
    assert (outdated.actor, outdated.act, outdated.detail["because"]) == (
        "customer",
        "approval.outdated",
        "newer_message",
    )
    for number in ("", "%", '"', PAID[:-1], f'{PAID}","x'):
        assert await log.of_order(SHOP.id, number) == []
    assert await log.of_order(ShopId("other"), PAID) == []
    with pytest.raises(NotFoundError):
        await log.of_approval(ShopId("other"), approval.approval_id)
    with pytest.raises(NotFoundError):
        await log.of_approval(SHOP.id, ApprovalId("apv_0"))
