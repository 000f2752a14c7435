"""One delivery to a real receiver."""

import base64

import pytest

from backends.webhooks.addresses import Addresses
from backends.webhooks.sender import HttpWebhookSender
from domain.ids import ShopId
from domain.webhooks import Webhook
from tests.contract.samples import NOW
from tests.integration.backends.webhooks.receiver import receiving

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
BODY = '{"type":"reply.sent","data":{"名":"值"}}'


def to(url: str) -> Webhook:
    return Webhook(webhook_id="whk_1", shop=ShopId("laden"), url=url, created_at=NOW)


async def test_a_delivery_is_signed_and_carries_its_id() -> None:
    with receiving() as (receiver, url, sender):
        receiver.secret = SECRET
        assert (await sender.send(to(url), SECRET, "evt_1", BODY)).result == "delivered"
        assert (receiver.forged, receiver.events[0]["id"], receiver.events[0]["data"]) == (0, "evt_1", {"名": "值"})
        assert receiver.events[0]["host"] in url


async def test_another_secret_is_seen_as_a_forgery() -> None:
    with receiving() as (receiver, url, sender):
        receiver.secret = "whsec_" + base64.b64encode(b"x" * 32).decode()
        await sender.send(to(url), SECRET, "evt_1", BODY)
        assert receiver.forged == 1


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, "delivered"),
        (204, "delivered"),
        (400, "failed"),
        (404, "failed"),
        (410, "gone"),
        (500, "failed"),
        (429, "failed"),
    ],
)
async def test_what_an_answer_means(status: int, result: str) -> None:
    with receiving() as (receiver, url, sender):
        receiver.secret, receiver.answers, receiver.length = SECRET, [status], 0
        assert (await sender.send(to(url), SECRET, "evt_1", BODY)).result == result


async def test_a_redirect_is_a_failure_and_is_not_followed() -> None:
    with receiving() as (receiver, url, sender):
        receiver.secret, receiver.answers = SECRET, [307]
        receiver.headers = {"location": f"{url}/elsewhere"}
        assert (await sender.send(to(url), SECRET, "evt_1", BODY)).result == "failed"
        assert receiver.calls == 1


async def test_a_slow_receiver_is_given_up_after_its_time() -> None:
    with receiving(seconds=0.3) as (receiver, url, sender):
        receiver.secret, receiver.seconds = SECRET, 5
        delivery = await sender.send(to(url), SECRET, "evt_1", BODY)
        assert (delivery.result, delivery.detail) == ("unreachable", "no answer within 0.3 s")


async def test_an_endless_answer_is_cut_off_and_the_delivery_counts() -> None:
    with receiving() as (receiver, url, sender):
        receiver.secret, receiver.length = SECRET, 20_000_000
        assert (await sender.send(to(url), SECRET, "evt_1", BODY)).result == "delivered"


async def test_the_receiver_can_ask_for_time_within_a_day() -> None:
    with receiving() as (receiver, url, sender):
        receiver.secret, receiver.answers, receiver.headers = SECRET, [503], {"retry-after": "9999999"}
        assert (await sender.send(to(url), SECRET, "evt_1", BODY)).retry_after == 24 * 3600


async def test_a_private_address_is_not_even_connected_to() -> None:
    with receiving() as (receiver, url, _):
        delivery = await HttpWebhookSender(Addresses()).send(to(url.replace("http:", "https:")), SECRET, "evt_1", BODY)
        assert delivery.result == "unreachable"
        assert delivery.detail.startswith("refused")
        assert receiver.calls == 0


async def test_a_name_is_looked_up_once_and_its_address_is_the_one_connected_to() -> None:
    looked_up = []

    async def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    with receiving() as (receiver, url, _):
        receiver.secret = SECRET
        port = url.split(":")[2].split("/")[0]
        sender = HttpWebhookSender(Addresses(frozenset({"hooks.intern"}), resolve))
        assert (await sender.send(to(f"http://hooks.intern:{port}/x"), SECRET, "evt_1", BODY)).result == "delivered"
        assert receiver.events[0]["host"] == f"hooks.intern:{port}"
    assert looked_up == ["hooks.intern"]
