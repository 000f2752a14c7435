"""Several messages before there is a reply: one reply to all of them, as JSON, as events and in the widget."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.console.browser import Witness, open_page
from tests.e2e.console.shop import SHOP, write_shop
from tests.e2e.console.shop_page import ShopPage
from tests.e2e.served_shop import Caller, Server, kefu, served

BURST = ("你好", "我家那个台灯", "怎么调光呢")


@pytest.fixture(scope="module")
def patient_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of its own with the small shop in it."""
    root = tmp_path_factory.mktemp("patient")
    kefu(root / "data", "shop", "import", str(write_shop(root / SHOP)))
    return root / "data"


@pytest.fixture(scope="module")
def patient_server(patient_data: Path, shop_page: ShopPage) -> Iterator[Server]:
    """The small shop, whose turns wait for further messages: however fast they are, they come while a turn is open."""
    # On a busy machine the pauses alone would use up the reply clock, whose words count as a message of the bot.
    waits = {"KEFU_BURST_PAUSE_SECONDS": "3", "KEFU_BURST_SECONDS": "30", "KEFU_REPLY_SECONDS": "120"}
    with served(patient_data, KEFU_PAGE_ORIGINS=shop_page.base, **waits) as server:
        yield server


@pytest.fixture(scope="module")
def key(patient_data: Path) -> str:
    """An anonymous visitor's key."""
    return kefu(patient_data, "key", "create", "--role", "customer", "--shop", SHOP)


@pytest.fixture(scope="module")
def people(patient_data: Path, patient_server: Server) -> Caller:
    """A human agent."""
    return Caller(patient_server.base, kefu(patient_data, "key", "create", "--role", "agent", "--shop", SHOP))


def _streamed(server: Server, key: str, body: dict[str, str], then: Any = None) -> list[tuple[str, dict[str, Any]]]:
    """The events of a message; ``then`` is called with the first one, while the others are still to come."""
    headers = {"Authorization": f"Bearer {key}", "Accept": "text/event-stream"}
    events: list[tuple[str, dict[str, Any]]] = []
    with httpx.stream("POST", f"{server.base}/v1/chat", json=body, headers=headers, timeout=60) as stream:
        name = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                events.append((name, json.loads(line.removeprefix("data: "))))
                if then is not None and len(events) == 1:
                    then(events[0][1])
    return events


def test_a_burst_over_json_and_events_is_one_turn_for_every_caller(
    patient_server: Server, key: str, people: Caller
) -> None:
    visitor = Caller(patient_server.base, key)
    with ThreadPoolExecutor(2) as others:
        rest: list[Any] = []

        def go_on(received: dict[str, Any]) -> None:
            body = {"conversation_id": received["conversation_id"]}
            rest.append(others.submit(_streamed, patient_server, key, {"message": BURST[1], **body}))
            rest.append(others.submit(visitor.say, BURST[2], received["conversation_id"], Idempotency_Key="burst-3"))

        first = _streamed(patient_server, key, {"message": BURST[0]}, go_on)
        second, third = [each.result(60) for each in rest]
    told = [[data for name, data in events if name == "reply"] for events in (first, second)]
    assert told[0] == told[1] == [third]
    received = [events[0][1] for events in (first, second)]
    assert {r["turn_id"] for r in received} == {third["turn_id"]}
    assert all(events[-1] == ("done", {"turn_id": third["turn_id"]}) for events in (first, second))
    assert received[0]["message"] == 1
    assert received[1]["message"] in (2, 3)
    talk = third["conversation_id"]
    said = people.messages(talk)
    assert said[0]["text"] == BURST[0]
    assert {m["text"] for m in said[1:3]} == set(BURST[1:])
    assert [m["speaker"] for m in said] == ["customer"] * 3 + ["bot"]
    assert said[3]["text"] == third["reply"]["text"]
    assert visitor.say(BURST[2], talk, Idempotency_Key="burst-3") == third
    assert len(people.messages(talk)) == 4


@pytest.mark.browser
def test_the_widget_sends_a_burst_without_waiting_and_shows_one_reply(
    browser: Browser, shop_page: ShopPage, patient_server: Server, key: str, people: Caller
) -> None:
    seen = Witness(shop_page.base)
    shop_page.kefu, shop_page.tag, shop_page.html = patient_server.base, f'data-key="{key}"', "<html "
    page = open_page(browser, shop_page.base, seen)
    page.goto("/")
    page.get_by_role("button", name="联系客服").click()
    for text in BURST:
        page.get_by_role("textbox", name="请输入您的问题").fill(text)
        page.keyboard.press("Enter")
    customer, shop = page.locator(".line.customer"), page.locator(".line.shop")
    expect(shop.filter(has_text="2秒")).to_have_count(1)
    for _ in range(2):
        expect(customer).to_have_count(3)
        expect(shop).to_have_count(1)
        assert [line.locator(".text").inner_text() for line in customer.all()] == list(BURST)
        expect(page.locator(".pending")).to_have_count(0)
        page.reload()
        page.get_by_role("button", name="联系客服").click()
    (talk,) = [
        c for c in people.get("/v1/conversations").json()["conversations"] if c["owner"].startswith("key:visitor")
    ]
    said = people.messages(talk["conversation_id"])
    assert [m["text"] for m in said if m["speaker"] == "customer"] == list(BURST)
    assert len({m["turn_id"] for m in said}) == 1
    page.context.close()
    seen.foreign = [url for url in seen.foreign if not url.startswith(patient_server.base)]
    seen.nothing_happened()
