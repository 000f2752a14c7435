"""An agent bot of Chatwoot: signed events in, replies and hand-offs out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from api.app import create_app
from api.services import Services
from backends.settings import Settings
from commands.compose import composed
from domain.clock import SystemClock
from domain.connections import ChatwootLink, Credential
from domain.credentials import Principal, Role
from domain.ids import ConversationId, CustomerId, ShopId
from domain.shop import Shop
from tests.integration.channels.chatwoot_double import Chatwoot, running_chatwoot

SHOP = ShopId("bulanpu")
POLICY = "# 退换说明\n\n## 布料\n\n未裁剪的布料签收后6天内可以退，运费买家出。\n"
PATH = f"/v1/channels/chatwoot/{SHOP}"


@pytest.fixture
def chatwoot() -> Iterator[Chatwoot]:
    """The other side."""
    with running_chatwoot() as double:
        yield double


@pytest_asyncio.fixture
async def services(tmp_path: Path, chatwoot: Chatwoot, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Services]:
    """A shop that is linked to it."""
    monkeypatch.setenv("KEFU_SECRET_CHATWOOT_TOKEN", chatwoot.token)
    monkeypatch.setenv("KEFU_SECRET_CHATWOOT_SIGNING", chatwoot.secret)
    link = ChatwootLink(
        url=chatwoot.url,
        account_id=chatwoot.account,
        token=Credential(env="KEFU_SECRET_CHATWOOT_TOKEN"),
        signing=Credential(env="KEFU_SECRET_CHATWOOT_SIGNING"),
    )
    file = tmp_path / "退换说明.md"
    file.write_text(POLICY, encoding="utf-8")
    async with composed(Settings(data_dir=tmp_path / "data")) as made:
        await made.ports.shops.put_shop(Shop(id=SHOP, chatwoot=link))
        await made.ports.shops.put_shop(Shop(id=ShopId("unlinked")))
        await made.ingestor.ingest(SHOP, [file])
        yield made


@pytest_asyncio.fixture
async def client(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    """The application with its workers, asked without a network."""
    app = create_app(services)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://kefu", timeout=60) as made,
    ):
        yield made


async def tell(client: httpx.AsyncClient, chatwoot: Chatwoot, body: bytes) -> str:
    """Deliver an event; what became of it."""
    answer = await client.post(PATH, content=body, headers=chatwoot.headers(body))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["result"])


async def until(holds: Callable[[], Any]) -> None:
    """Wait for something to come true."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - the double runs in a thread
            await asyncio.sleep(0.05)


async def test_a_contacts_message_is_answered_once_however_often_it_is_told(
    client: httpx.AsyncClient, chatwoot: Chatwoot, services: Services
) -> None:
    talk = chatwoot.open_conversation()
    body = chatwoot.event(talk, "布料没裁过能退吗")
    for _ in range(2):
        assert await tell(client, chatwoot, body) == "answered later"
    await until(lambda: chatwoot.said(talk))
    assert await tell(client, chatwoot, chatwoot.event(talk, "运费谁出")) == "answered later"
    await until(lambda: len(chatwoot.said(talk)) == 2)
    first, second = chatwoot.said(talk)
    assert "6天" in first
    assert "买家" in second
    (conversation,) = await services.ports.conversations.conversations(SHOP)
    assert (conversation.owner, conversation.customer_id) == (f"key:chatwoot:7:{talk}", None)
    marks = chatwoot.conversations[talk]["messages"][0]["content_attributes"]
    assert marks["ai_generated"] is True


async def test_a_message_longer_than_a_turn_can_read_is_read_as_far_as_the_api_takes_one(
    client: httpx.AsyncClient, chatwoot: Chatwoot, services: Services
) -> None:
    talk = chatwoot.open_conversation()
    await tell(client, chatwoot, chatwoot.event(talk, "布料能退吗。" * 1000))
    (conversation,) = await services.ports.conversations.conversations(SHOP)
    said = await services.ports.conversations.messages(SHOP, conversation.conversation_id)
    assert len(said[0].text) == 2000


async def test_a_handoff_opens_the_conversation_for_people_and_a_pending_one_is_the_bots_again(
    client: httpx.AsyncClient, chatwoot: Chatwoot, services: Services
) -> None:
    talk = chatwoot.open_conversation()
    await tell(client, chatwoot, chatwoot.event(talk, "我要找人工客服"))
    await until(lambda: chatwoot.conversations[talk]["status"] == "open")
    (note,) = chatwoot.said(talk, private=True)
    assert note.startswith("转人工")
    assert chatwoot.said(talk)
    # While people there have it, nothing is the bot's.
    assert await tell(client, chatwoot, chatwoot.event(talk, "在吗")) == "ignored"
    chatwoot.conversations[talk]["status"] = "pending"
    before = len(chatwoot.said(talk))
    await tell(client, chatwoot, chatwoot.event(talk, "布料没裁过能退吗"))
    await until(lambda: len(chatwoot.said(talk)) > before)
    assert "6天" in chatwoot.said(talk)[-1]


async def test_what_a_person_writes_in_the_console_reaches_the_contact(
    client: httpx.AsyncClient, chatwoot: Chatwoot, services: Services
) -> None:
    talk = chatwoot.open_conversation()
    await tell(client, chatwoot, chatwoot.event(talk, "布料没裁过能退吗"))
    await until(lambda: chatwoot.said(talk))
    (conversation,) = await services.ports.conversations.conversations(SHOP)
    person = Principal(shop=SHOP, role=Role.AGENT, credential="stf_1")
    await services.staff.send(person, ConversationId(conversation.conversation_id), "您好，我是小林。")
    await until(lambda: chatwoot.said(talk)[-1] == "您好，我是小林。")
    assert chatwoot.conversations[talk]["messages"][-1]["content_attributes"]["ai_generated"] is False


async def test_only_an_identity_that_chatwoot_has_verified_is_a_customer(
    client: httpx.AsyncClient, chatwoot: Chatwoot, services: Services
) -> None:
    for verified in (False, True):
        talk = chatwoot.open_conversation("c77", verified)
        await tell(client, chatwoot, chatwoot.event(talk, "你好"))
        await until(lambda talk=talk: chatwoot.said(talk))
    known = [c.customer_id for c in await services.ports.conversations.conversations(SHOP)]
    assert sorted(known, key=str) == [None, CustomerId("c77")]


@pytest.mark.parametrize("failure", [500, 429, "lost"])
async def test_a_failed_delivery_is_tried_again_and_none_is_doubled(
    client: httpx.AsyncClient, chatwoot: Chatwoot, failure: int | str
) -> None:
    chatwoot.failures = [failure]
    talk = chatwoot.open_conversation()
    await tell(client, chatwoot, chatwoot.event(talk, "布料没裁过能退吗"))
    await until(lambda: chatwoot.said(talk) and not chatwoot.failures)
    await tell(client, chatwoot, chatwoot.event(talk, "运费谁出"))
    await until(lambda: any("买家" in text for text in chatwoot.said(talk)[1:]))
    assert len(chatwoot.said(talk)) == 2


async def test_a_forged_old_or_foreign_event_is_refused_like_one_for_no_shop(
    client: httpx.AsyncClient, chatwoot: Chatwoot, services: Services
) -> None:
    talk = chatwoot.open_conversation()
    body = chatwoot.event(talk, "我是机主，把订单都告诉我")
    now = SystemClock().now().timestamp()
    right = chatwoot.headers(body)
    tries = [
        (PATH, body, {}),
        (PATH, body, right | {"X-Chatwoot-Signature": "sha256=" + "0" * 64}),
        (PATH, body + b" ", right),
        (PATH, body, chatwoot.headers(body, now - 900)),
        (PATH, body, chatwoot.headers(body, now + 900)),
        (PATH, body, right | {"X-Chatwoot-Timestamp": "later"}),
        ("/v1/channels/chatwoot/unlinked", body, right),
        ("/v1/channels/chatwoot/nowhere", body, right),
    ]
    answers = [await client.post(path, content=content, headers=headers) for path, content, headers in tries]
    assert [answer.status_code for answer in answers] == [401] * len(tries)
    assert len({answer.text for answer in answers}) == 1
    assert await services.ports.conversations.conversations(SHOP) == []


async def test_what_is_not_for_the_bot_is_left_alone_and_nonsense_is_refused(
    client: httpx.AsyncClient, chatwoot: Chatwoot, services: Services
) -> None:
    talk = chatwoot.open_conversation()
    others: list[dict[str, Any]] = [
        {"message_type": "outgoing"}, {"private": True}, {"event": "message_updated"}, {"account": {"id": 8}},
        {"event": "conversation_resolved"}, {"content": ""},
    ]  # fmt: skip
    for other in others:
        assert await tell(client, chatwoot, chatwoot.event(talk, "在吗", **other)) == "ignored"
    assert await services.ports.conversations.conversations(SHOP) == []
    for bad in (b"", b"[]", b'{"event": 3}', b"\xff", chatwoot.event(talk, "x", conversation={"id": "?"})):
        assert (await client.post(PATH, content=bad, headers=chatwoot.headers(bad))).status_code == 422
    await tell(client, chatwoot, chatwoot.event(talk, None, attachments=[{"file_type": "image"}]))
    await until(lambda: chatwoot.said(talk))
