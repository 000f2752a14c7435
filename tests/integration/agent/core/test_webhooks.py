"""What happens in a shop is told to its webhooks: once written, however often tried, to each address."""

import asyncio
import base64
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from agent.notifier import RETRY_SECONDS, WebhookWorker
from agent.staff import StaffDesk
from agent.webhooks import WebhookDesk
from backends.sealing import Seal
from backends.sql.tables import outbox, webhooks
from backends.sql.webhooks import SqlWebhookStore
from backends.webhooks.sender import HttpWebhookSender
from domain.clock import SystemClock
from domain.errors import InvalidInputError, NotFoundError, UnavailableError
from domain.ids import ShopId
from domain.intents import Intent
from domain.webhooks import Delivery, EventType, Webhook
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import ADMIN, AGENT, APPROVE, CANCEL, REFUND, SHOP, Counter, wishing
from tests.integration.agent.core.doubles import FailsOnce, MovingClock
from tests.integration.backends.webhooks.receiver import Receiver, receiving

Receiving = tuple[Receiver, str, HttpWebhookSender]


@pytest.fixture
def received() -> Iterator[Receiving]:
    """A receiver on a real port."""
    with receiving() as made:
        yield made


class Told:
    """A shop with a webhook to the receiver, and a worker that delivers."""

    def __init__(self, counter: Counter, received: Receiving) -> None:
        self.counter, (self.receiver, self.url, self.sender) = counter, received
        self.store = SqlWebhookStore(counter.database, Seal("0a" * 32))
        # The outbox's due times of webhooks are the machine's.
        self.machine = MovingClock(SystemClock().now())
        self.desk = WebhookDesk(self.store, self.sender, self.machine)
        self.webhook_id = ""

    async def listen(self, *events: EventType) -> None:
        made = await self.desk.add(SHOP.id, self.url, events)
        self.receiver.secret, self.webhook_id = made.secret, made.webhook.webhook_id

    def hand(self) -> WebhookWorker:
        return WebhookWorker(self.counter.ports.outbox, self.store, self.sender, self.machine)

    def catch_up(self) -> None:
        """A loaded machine may have taken longer than the test's clock."""
        self.machine.at = max(self.machine.at, SystemClock().now())
        self.machine.on(2)

    async def deliver(self) -> list[str]:
        self.catch_up()
        while await self.hand().work_once():
            pass
        return [event["type"] for event in self.receiver.events]

    async def rows(self) -> list[tuple[str, int]]:
        found = select(outbox.c.status, outbox.c.attempts).where(outbox.c.kind == "webhook")
        rows = await self.counter.database.read(lambda c: c.execute(found).all())
        return [(row.status, row.attempts) for row in rows]


class CountingSender:
    """The real sender, counting its tries."""

    def __init__(self, real: HttpWebhookSender) -> None:
        self._real, self.tries, self.check_url = real, 0, real.check_url

    async def send(self, webhook: Webhook, secret: str, event_id: str, body: str) -> Delivery:
        self.tries += 1
        return await self._real.send(webhook, secret, event_id, body)


async def told(opened: Opens, received: Receiving, intent: Intent = Intent.CANCEL_ORDER) -> Told:
    return Told(await opened(wishing(intent)), received)


async def test_an_approved_action_is_told_from_wish_to_result(opened_anywhere: Opens, received: Receiving) -> None:
    shop = await told(opened_anywhere, received)
    await shop.listen()
    approval = await shop.counter.asked(CANCEL)
    await shop.counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
    await shop.counter.work_off()
    kinds = await shop.deliver()
    assert sorted(kinds) == ["action.done", "approval.created", "approval.decided", "reply.sent", "reply.sent"]
    by_type = {event["type"]: event["data"] for event in shop.receiver.events}
    assert by_type["action.done"]["action"] == "cancel_order"
    assert by_type["approval.decided"]["decided_by"] == ADMIN.credential
    assert by_type["approval.created"]["approval_id"] == approval.approval_id
    assert shop.receiver.forged == 0
    assert not any("取消" in str(event) or "anna" in str(event) for event in shop.receiver.events)


async def test_a_handoff_and_a_blocked_result_are_told(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received, Intent.RETURN_QUALITY)
    await shop.listen("conversation.handed_off", "action.unknown")
    approval = await shop.counter.asked(REFUND)
    await shop.counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
    shop.counter.merchant.failures = [RuntimeError("broken pipe")]
    await shop.counter.work_off()
    assert sorted(await shop.deliver()) == ["action.unknown", "conversation.handed_off"]


async def test_the_deliveries_are_written_with_the_decision_or_not_at_all(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen("approval.decided")
    approval = await shop.counter.asked(CANCEL)
    stale = APPROVE.model_copy(update={"version": 9})
    with pytest.raises(Exception, match="changed"):
        await shop.counter.desk.decide(AGENT, approval.approval_id, stale)
    assert await shop.rows() == []
    await shop.counter.desk.decide(AGENT, approval.approval_id, APPROVE)
    assert await shop.rows() == [("pending", 0)]


async def test_an_expired_approval_is_told(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen("approval.decided")
    await shop.counter.asked(CANCEL)
    shop.counter.clock.on(60 * 86_400)
    await shop.counter.worker.expire()
    await shop.deliver()
    assert [event["data"]["status"] for event in shop.receiver.events] == ["expired"]


async def test_a_failing_receiver_is_tried_again_with_the_same_id(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen("approval.created")
    shop.receiver.answers = [500, 500, 200]
    await shop.counter.asked(CANCEL)
    assert await shop.deliver() == []
    assert await shop.deliver() == [], "the wait is not over"
    shop.machine.on(RETRY_SECONDS[0])
    assert await shop.deliver() == []
    shop.machine.on(RETRY_SECONDS[1])
    assert await shop.deliver() == ["approval.created"]
    assert (shop.receiver.calls, await shop.rows()) == (3, [("done", 3)])


async def test_a_delivery_whose_note_was_lost_comes_again_under_the_same_id(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen("approval.created")
    await shop.counter.asked(CANCEL)
    shop.catch_up()
    lost = FailsOnce(shop.counter.ports.outbox, "complete", RuntimeError("killed"))
    await WebhookWorker(lost, shop.store, shop.sender, shop.machine).work_once()  # type: ignore[arg-type]
    shop.machine.on(3600)
    await shop.deliver()
    assert len(shop.receiver.events) == 2
    assert len({event["id"] for event in shop.receiver.events}) == 1


async def test_after_about_three_days_it_is_given_up_noted_and_can_be_sent_again(
    opened: Opens, received: Receiving
) -> None:
    shop = await told(opened, received)
    await shop.listen("approval.created")
    shop.receiver.answers = [500]
    await shop.counter.asked(CANCEL)
    for _ in range(len(RETRY_SECONDS) + 3):
        await shop.deliver()
        shop.machine.on(86_400)
    assert await shop.rows() == [("failed", len(RETRY_SECONDS) + 1)]
    ((webhook, dead),) = await shop.desk.webhooks(SHOP.id)
    assert (webhook.webhook_id, dead) == (shop.webhook_id, 1)
    shop.receiver.answers = [200]
    assert await shop.desk.retry(SHOP.id, shop.webhook_id) == 1
    assert await shop.deliver() == ["approval.created"]


async def test_an_address_that_does_not_answer_is_tried_once_a_round(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen()
    for number in range(3):
        await shop.counter.say(f"{CANCEL}，第{number}次说")
    waiting = len(await shop.rows())
    assert waiting >= 3
    shop.receiver.seconds, shop.sender._seconds = 30, 0.2
    counted = CountingSender(shop.sender)
    shop.catch_up()
    await WebhookWorker(shop.counter.ports.outbox, shop.store, counted, shop.machine).work_once()
    assert counted.tries == 1
    assert {status for status, _ in await shop.rows()} == {"pending"}


async def test_what_a_slow_address_leaves_waiting_keeps_all_its_tries(
    opened_anywhere: Opens, received: Receiving
) -> None:
    shop = await told(opened_anywhere, received)
    await shop.listen()
    for number in range(5):
        await shop.counter.say(f"{CANCEL}，第{number}次说")
    waiting = len(await shop.rows())
    shop.catch_up()
    hurried = WebhookWorker(shop.counter.ports.outbox, shop.store, shop.sender, shop.machine, group_seconds=-1)
    rounds = 0
    while await hurried.work_once():
        rounds += 1
    assert rounds == waiting > 4, "one delivery a round"
    assert await shop.rows() == [("done", 1)] * waiting


async def test_a_dead_address_holds_up_no_other(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    with receiving() as (other, other_url, _):
        await shop.listen("approval.created")
        port = other_url.split(":")[2].split("/")[0]
        shop.sender._addresses._allowed |= {f"127.0.0.1:{port}"}
        other.secret = (await shop.desk.add(SHOP.id, other_url)).secret
        shop.receiver.seconds = 30
        shop.sender._seconds = 3
        await shop.counter.asked(CANCEL)
        await shop.deliver()
        assert {event["type"] for event in other.events} == {"approval.created", "reply.sent"}


async def test_a_receiver_that_wants_no_more_gets_no_more(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen()
    shop.receiver.answers = [410]
    await shop.counter.asked(CANCEL)
    await shop.deliver()
    ((webhook, _),) = await shop.desk.webhooks(SHOP.id)
    assert webhook.ended_because.startswith("410")
    before = len(await shop.rows())
    await shop.counter.say("还有一件事")
    assert len(await shop.rows()) == before


async def test_a_removed_webhook_is_told_nothing_that_still_waited(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen()
    await shop.counter.asked(CANCEL)
    await shop.desk.remove(SHOP.id, shop.webhook_id)
    assert await shop.deliver() == []
    with pytest.raises(NotFoundError):
        await shop.desk.remove(ShopId("another"), shop.webhook_id)


async def test_workers_side_by_side_deliver_each_event_once(opened_anywhere: Opens, received: Receiving) -> None:
    shop = await told(opened_anywhere, received)
    await shop.listen()
    for number in range(4):
        await shop.counter.say(f"{CANCEL}，第{number}次说")
    shop.catch_up()
    await asyncio.gather(*(shop.hand().work_once() for _ in range(4)))
    ids = [event["id"] for event in shop.receiver.events]
    assert len(ids) == len(set(ids)) == len(await shop.rows())


async def test_the_secret_is_sealed_and_opens_for_its_webhook_only(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen()
    secret = shop.receiver.secret
    rows = await shop.counter.database.read(lambda c: c.execute(select(webhooks)).all())
    assert secret.removeprefix("whsec_") not in str(rows)
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert await shop.store.webhook_secret(SHOP.id, shop.webhook_id) == secret


async def test_the_decisions_worker_leaves_webhooks_alone(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen()
    await shop.counter.asked(CANCEL)
    shop.counter.machine.at = shop.machine.at
    shop.counter.machine.on(60)
    await shop.counter.work_off()
    assert {status for status, _ in await shop.rows()} == {"pending"}


async def test_erasing_a_customer_drops_what_waits_about_them(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen()
    approval = await shop.counter.asked(CANCEL)
    await shop.counter.ports.conversations.erase_customer(SHOP.id, approval.customer_id, shop.counter.clock.now())
    assert await shop.deliver() == []
    found = select(outbox.c.payload).where(outbox.c.kind == "webhook")
    payloads = await shop.counter.database.read(lambda c: c.execute(found).scalars().all())
    assert set(payloads) == {"{}"}


async def test_a_test_event_says_what_came_of_it(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen()
    assert (await shop.desk.test(SHOP.id, shop.webhook_id)).result == "delivered"
    shop.receiver.answers = [404]
    assert (await shop.desk.test(SHOP.id, shop.webhook_id)).detail == "answered 404"
    with pytest.raises(InvalidInputError):
        await shop.desk.add(SHOP.id, "http://10.0.0.1/")


async def test_a_lapsed_promise_is_told_without_its_words(opened_anywhere: Opens, received: Receiving) -> None:
    shop = await told(opened_anywhere, received)
    await shop.listen("promise.lapsed")
    of = (await shop.counter.say(CANCEL)).conversation_id
    await StaffDesk(shop.counter.ports, shop.counter.hub).send(AGENT, of, "明天给您补发")
    shop.counter.clock.on(40 * 3600)
    await shop.counter.worker.expire()
    await shop.counter.worker.expire()
    assert await shop.deliver() == ["promise.lapsed"]
    data = shop.receiver.events[0]["data"]
    assert (data["subject"], data["made_by"], data["conversation_id"]) == ("resend", "person", of)
    assert "补发" not in str(data)


async def test_an_action_out_of_reach_to_the_last_is_told_as_failed(opened: Opens, received: Receiving) -> None:
    shop = await told(opened, received)
    await shop.listen("action.failed", "action.unknown")
    approval = await shop.counter.asked(CANCEL)
    await shop.counter.desk.decide(ADMIN, approval.approval_id, APPROVE)
    shop.counter.merchant.failures = [UnavailableError("down")] * 6
    for _ in range(12):
        await shop.counter.work_off()
        shop.counter.machine.on(600)
    assert await shop.deliver() == ["action.failed"]
    assert shop.receiver.events[0]["data"]["status"] == "failed"
