"""A shop's own system hears of what happens: over the API, the command line and real HTTP."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.served_shop import REPOSITORY, Caller, Server, kefu, served
from tests.integration.backends.webhooks.receiver import Receiver, receiving

Receiving = tuple[Receiver, str]
SHOP = ("--shop", "shiye")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with orders and without documents: quickly imported."""
    folder = tmp_path_factory.mktemp("webhooks")
    for name in ("shop.yaml", "orders.json"):
        shutil.copy(REPOSITORY / "demo" / name, folder / name)
    data = folder / "data"
    kefu(data, "shop", "import", str(folder))
    return data


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    """The shop, served; webhooks may go to receivers on this machine."""
    with served(data, KEFU_WEBHOOK_ALLOWED_HOSTS="127.0.0.1") as server:
        yield server


@pytest.fixture(scope="module")
def admin(data: Path, server: Server) -> Caller:
    """An operator."""
    return Caller(server.base, kefu(data, "key", "create", "--role", "admin", *SHOP))


@pytest.fixture
def received() -> Iterator[Receiving]:
    """A receiver on a real port."""
    with receiving() as (receiver, url, _):
        yield receiver, url


def added(admin: Caller, received: Receiving, *events: str) -> str:
    """A webhook to the receiver; returns its id."""
    receiver, url = received
    answer = admin.post("/v1/webhooks", {"url": url, "events": list(events)})
    assert answer.status_code == 201, answer.text
    receiver.secret = answer.json()["secret"]
    webhook_id: str = answer.json()["webhook"]["webhook_id"]
    return webhook_id


def heard(receiver: Receiver, kind: str, seconds: float = 20) -> dict[str, Any]:
    """The first event of this type, waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for event in receiver.events:
            if event["type"] == kind:
                return event
        time.sleep(0.1)
    raise AssertionError(f"no {kind} came; there were {[event['type'] for event in receiver.events]}")


def test_a_reply_of_the_running_server_is_told_signed_and_without_its_words(
    data: Path, server: Server, admin: Caller, received: Receiving
) -> None:
    webhook_id = added(admin, received)
    said = Caller(server.base, kefu(data, "token", *SHOP, "--customer", "c01")).say("你们发什么快递？")
    event = heard(received[0], "reply.sent")
    assert event["data"]["conversation_id"] == said["conversation_id"]
    assert said["reply"]["text"][:8] not in json.dumps(event, ensure_ascii=False)
    assert received[0].forged == 0
    assert admin.delete(f"/v1/webhooks/{webhook_id}").status_code == 204


def test_the_secret_is_shown_once_and_an_ended_webhook_stays_listed(admin: Caller, received: Receiving) -> None:
    webhook_id = added(admin, received, "promise.lapsed")
    assert admin.post(f"/v1/webhooks/{webhook_id}/test", {}).json()["result"] == "delivered"
    assert admin.post(f"/v1/webhooks/{webhook_id}/retry", {}).json() == {"retried": 0}
    assert admin.delete(f"/v1/webhooks/{webhook_id}").status_code == 204
    listed = admin.get("/v1/webhooks")
    assert received[0].secret not in listed.text
    (mine,) = [each for each in listed.json()["webhooks"] if each["webhook"]["webhook_id"] == webhook_id]
    assert (mine["webhook"]["events"], mine["webhook"]["ended_because"]) == (["promise.lapsed"], "removed")


@pytest.mark.parametrize(
    "body",
    [
        {"url": "http://erp.example/"},
        {"url": "https://10.0.0.1/"},
        {"url": "https://169.254.169.254/latest"},
        {"url": "https://user:pw@erp.example/"},
        {"url": "x" * 3000},
        {"url": "https://erp.example/", "events": ["order.created"]},
        {"events": []},
    ],
)
def test_an_address_that_is_none_is_refused_with_a_reason(admin: Caller, body: dict[str, Any]) -> None:
    answer = admin.post("/v1/webhooks", body)
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_webhooks_are_an_admins_and_unknown_ones_are_not_found(
    data: Path, server: Server, admin: Caller, received: Receiving
) -> None:
    for role in ("customer", "agent"):
        caller = Caller(server.base, kefu(data, "key", "create", "--role", role, *SHOP))
        assert caller.get("/v1/webhooks").status_code == 403
        assert caller.post("/v1/webhooks", {"url": received[1]}).status_code == 403
    assert admin.delete("/v1/webhooks/whk_none").status_code == 404
    assert admin.post("/v1/webhooks/whk_none/test", {}).status_code == 404
    assert admin.post("/v1/webhooks/whk_none/retry", {}).status_code == 404


def test_the_command_line_adds_tries_lists_and_removes(data: Path, received: Receiving) -> None:
    receiver, url = received
    allowed = {"KEFU_WEBHOOK_ALLOWED_HOSTS": "127.0.0.1"}
    receiver.secret = kefu(data, "webhook", "add", url, *SHOP, "--event", "action.done", **allowed)
    assert receiver.secret.startswith("whsec_")
    (mine,) = [row for row in _listed(data) if row["url"] == url]
    assert (mine["events"], mine["given_up"]) == (["action.done"], 0)
    assert "delivered" in kefu(data, "webhook", "test", mine["webhook_id"], *SHOP, **allowed)
    assert (receiver.events[0]["type"], receiver.forged) == ("webhook.test", 0)
    assert "0 to be" in kefu(data, "webhook", "retry", mine["webhook_id"], *SHOP)
    kefu(data, "webhook", "remove", mine["webhook_id"], *SHOP)
    assert next(row for row in _listed(data) if row["url"] == url)["ended_because"] == "removed"


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "https://127.0.0.1/", *SHOP),
        ("add", "https://erp.example/", *SHOP, "--event", "order.created"),
        ("remove", "whk_none", *SHOP),
    ],
)
def test_the_command_line_says_what_is_wrong(data: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(AssertionError, match=r"failed: kefu: \w") as told:
        kefu(data, "webhook", *arguments)
    assert "Traceback" not in str(told.value)


def _listed(data: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kefu(data, "webhook", "list", *SHOP, "--json"))
    return found
