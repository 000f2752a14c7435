"""An erased customer is found nowhere any more, not even in the files."""

from datetime import timedelta
from pathlib import Path

import pytest

from backends.orders.embedded import SqlOrderBackend
from backends.sql.approvals import SqlApprovalStore
from backends.sql.audit import SqlAuditLog
from backends.sql.conversations import SqlConversationStore
from backends.sql.copilot import SqlCopilotStore
from backends.sql.database import Database, connect_database
from backends.sql.outbox import SqlOutboxStore
from backends.sql.ratings import SqlRatings
from backends.sql.shops import SqlShopStore
from backends.sql.tables import approvals, handoffs, messages, metadata, outbox, turns
from backends.sql.vault import at_work
from domain.clock import FrozenClock
from domain.copilot import Feedback, Suggestion
from domain.errors import NotFoundError
from domain.ids import CustomerId, SuggestionId
from domain.orders import Coupon, Customer, Order, Shipment, ShipmentEvent, ShopData
from domain.ratings import Rating
from domain.shop import Shop
from tests.contract.samples import (
    NOW,
    SHOP,
    action_approval,
    effect,
    handoff,
    opening,
    reply,
    result,
    working,
    writes,
)

SECRET = "13912345678"


async def fill_shop(database: Database, customer: CustomerId, secret: str) -> str:
    """Everything that a customer can leave, with this secret in all of it; returns an approval's id."""
    store, copilot = SqlConversationStore(database), SqlCopilotStore(database)
    await SqlShopStore(database).put_shop(Shop(id=SHOP))
    orders = SqlOrderBackend(database, FrozenClock(NOW))
    order = Order(
        order_no=f"T{customer}",
        customer_id=customer,
        status="待发货",
        created_at=NOW,
        receiver_phone=secret,
        extra={"备用电话": secret},
    )
    card = Customer(id=customer, phone=secret)
    await orders.replace_data(SHOP, ShopData(customers=(card,), orders=(order,)))
    await orders.execute(SHOP, customer, "issue_invoice", {"order_no": order.order_no, "title": secret}, customer)
    work = working(await store.begin(opening(secret, owner=f"customer:{customer}", customer_id=customer)))
    approval = action_approval(work)
    bundle = writes(
        messages=(reply(work, secret),),
        approvals=(approval,),
        handoffs=(handoff(work, summary=secret, reason=secret),),
        effects=(effect(f"k{customer}", payload={"approval_id": approval.approval_id, "text": secret}),),
    )
    await store.commit(work.turn, result(work, text=secret), bundle, work.lease, {"draft": secret})
    rating = Rating(conversation_id=work.turn.conversation_id, score=3, comment=secret, at=NOW)
    await SqlRatings(database).rate(SHOP, rating)
    suggestion = Suggestion(suggestion_id=SuggestionId(f"sug_{customer}"), text=secret)
    await copilot.put_suggestions(SHOP, work.turn.conversation_id, (suggestion,), NOW)
    feedback = Feedback(
        suggestion_id=suggestion.suggestion_id, decision="edited", final_text=secret, staff="key_1", at=NOW
    )
    await copilot.put_feedback(SHOP, feedback)
    pasted = Suggestion(suggestion_id=SuggestionId(f"sug_pasted_{customer}"), text="您好", question=secret)
    await copilot.put_suggestions(SHOP, None, (pasted,), NOW, customer)
    await copilot.put_feedback(SHOP, feedback.model_copy(update={"suggestion_id": pasted.suggestion_id}))
    return approval.approval_id


def _everything(database: Database) -> str:
    with database.engine.connect() as connection, at_work(connection, database.vault):
        return "\n".join(str(row) for table in metadata.tables.values() for row in connection.execute(table.select()))


def files_with(folder: Path, text: str) -> list[str]:
    """Names of the files that hold the text."""
    return [file.name for file in folder.iterdir() if text.encode() in file.read_bytes()]


async def test_an_erased_customer_is_in_no_row(database: Database) -> None:
    await fill_shop(database, CustomerId("a"), SECRET)
    await fill_shop(database, CustomerId("b"), "13800000000")
    assert SECRET in _everything(database)
    assert await SqlConversationStore(database).erase_customer(SHOP, CustomerId("a"), NOW) == 2
    rows = _everything(database)
    assert SECRET not in rows
    assert "13800000000" in rows
    assert await SqlOutboxStore(database).pending_effects() == 1
    statuses = [each.status for each in await SqlApprovalStore(database).approvals(SHOP)]
    assert sorted(statuses) == ["pending", "stale"]


async def test_texts_of_quiet_conversations_are_erased_and_of_livelier_ones_kept(database: Database) -> None:
    await fill_shop(database, CustomerId("a"), SECRET)
    store = SqlConversationStore(database)
    await store.begin(opening("新的", at=NOW + timedelta(days=30)))
    (quiet,) = await store.quiet_since(SHOP, NOW + timedelta(days=1))
    assert await store.erase_conversations(SHOP, (quiet,), NOW) == 2
    assert await store.quiet_since(SHOP, NOW + timedelta(days=1)) == []
    with database.engine.connect() as connection, at_work(connection, database.vault):
        said = str([connection.execute(t.select()).all() for t in (messages, turns, approvals, handoffs, outbox)])
    assert SECRET not in said
    assert "新的" in said
    assert await SqlAuditLog(database).first_break(SHOP) is None


async def test_an_erased_customers_parcels_and_coupons_name_nobody(database: Database) -> None:
    await SqlShopStore(database).put_shop(Shop(id=SHOP))
    scan = ShipmentEvent(time=NOW, place=SECRET, text=f"已由{SECRET}签收")
    data = ShopData(
        orders=(Order(order_no="T1", customer_id=CustomerId("a"), status="已签收", created_at=NOW),),
        shipments=(Shipment(tracking_no="S1", order_no="T1", status="已签收", events=(scan,)),),
        coupons=(Coupon(coupon_id="C1", customer_id=CustomerId("a"), note=SECRET),),
    )
    await SqlOrderBackend(database, FrozenClock(NOW)).replace_data(SHOP, data)
    assert SECRET in _everything(database)
    await SqlConversationStore(database).erase_customer(SHOP, CustomerId("a"), NOW)
    rows = _everything(database)
    assert SECRET not in rows
    assert "已签收" in rows, "the trade's figures stay"


async def test_what_was_suggested_for_a_pasted_talk_goes_by_its_age(database: Database) -> None:
    await fill_shop(database, CustomerId("a"), SECRET)
    copilot = SqlCopilotStore(database)
    nobody = Suggestion(suggestion_id=SuggestionId("sug_nobody"), text="您好", question=SECRET)
    await copilot.put_suggestions(SHOP, None, (nobody,), NOW)
    assert await copilot.forget_pasted(SHOP, NOW) == 0
    assert await copilot.forget_pasted(SHOP, NOW + timedelta(days=1)) == 2
    (kept,) = await copilot.answered(SHOP)
    assert kept[0].suggestion_id == "sug_a", "one of a conversation goes with it"


async def test_an_erased_customer_is_in_no_file_where_nothing_is_sealed(tmp_path: Path) -> None:
    database = connect_database(f"sqlite:///{tmp_path / 'kefu.db'}")
    await fill_shop(database, CustomerId("a"), SECRET)
    await SqlConversationStore(database).erase_customer(SHOP, CustomerId("a"), NOW)
    held = files_with(tmp_path, SECRET)
    database.close()
    assert held == []


async def test_feedback_on_an_unknown_suggestion_is_refused(database: Database) -> None:
    feedback = Feedback(suggestion_id=SuggestionId("sug_0"), decision="accepted", staff="key_1", at=NOW)
    with pytest.raises(NotFoundError):
        await SqlCopilotStore(database).put_feedback(SHOP, feedback)
