"""A served shop with planted personal data and secrets: what an operator's tools get to see, and what they must not."""

import asyncio
import json
import time
from pathlib import Path

import httpx
import pytest

from backends.connect import connect_stores
from backends.settings import Settings
from domain.credentials import Role
from domain.ids import CustomerId, ShopId
from tests.e2e.served_shop import Caller, Server, kefu, served
from tests.e2e.watched.collector import Collector, collecting
from tests.e2e.watched.planted import MESSAGES, ORDERS_JSON, POLICY, VALUES

SHOP = ShopId("huashi")


class Watched:
    """What there was to see after the run."""

    def __init__(self, data: Path, server: Server, collector: Collector, secrets: list[str]) -> None:
        self.data, self.server, self.collector, self.secrets = data, server, collector, secrets
        self.bodies: list[str] = []
        self.metrics = self.log = ""


def _bad_requests(base: str, customer: Caller, key: str) -> list[str]:
    said = "".join(VALUES)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    raw = (
        b"{" + said.encode(),
        b'{"message": "\\ud800' + said.encode() + b'"}',
        json.dumps([said]).encode(),
        b"\xff\xfe",
    )
    answers = [httpx.post(f"{base}/v1/chat", content=body, headers=headers, timeout=30) for body in raw]
    answers += [
        customer.post("/v1/chat", {"message": {"text": said}}),
        customer.post("/v1/chat", {"message": said * 40}),
        customer.post("/v1/chat", {"message": said, "conversation_id": said[:60]}),
        customer.get(f"/v1/conversations/{said[:40]}"),
        customer.get(f"/v1/{said}?phone={VALUES[0]}"),
        Caller(base, f"kf_admin_{SHOP}_{said.encode().hex()}").get("/v1/conversations"),
    ]
    return [answer.text for answer in answers if answer.status_code >= 400]


async def _credentials(data: Path) -> list[str]:
    async with connect_stores(Settings(data_dir=data)) as stores:
        keys = [await stores.credentials.create_key(SHOP, role) for role in (Role.CUSTOMER, Role.AGENT)]
        return [*keys, stores.credentials.customer_token(SHOP, CustomerId("k1"))]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """The run, over and its server stopped."""
    folder = tmp_path_factory.mktemp("watched")
    data, shop = folder / "data", folder / "shop"
    (shop / "documents").mkdir(parents=True)
    (shop / "orders.json").write_text(ORDERS_JSON, encoding="utf-8")
    (shop / "documents" / "退换说明.md").write_text(POLICY, encoding="utf-8")
    kefu(data, "shop", "import", str(shop))
    keys = asyncio.run(_credentials(data))
    with collecting() as collector:
        settings = {"KEFU_TRACES_ENDPOINT": collector.endpoint, "KEFU_LOG_FORMAT": "json"}
        with served(data, **settings) as server:
            seen = Watched(data, server, collector, keys)
            customer = Caller(server.base, keys[2])
            for message in MESSAGES:
                customer.say(message)
            seen.bodies = _bad_requests(server.base, customer, keys[0])
            time.sleep(0.2)
            seen.metrics = httpx.get(f"{server.base}/metrics", timeout=30).text
        seen.log = server.log()
    return seen


def _found(text: str, secrets: list[str]) -> list[str]:
    return [value for value in (*VALUES, *secrets) if value in text]


def test_error_answers_repeat_nothing_that_was_sent(watched: Watched) -> None:
    assert len(watched.bodies) >= 8
    assert _found("\n".join(watched.bodies), watched.secrets) == []


def test_the_log_names_turns_and_no_person(watched: Watched) -> None:
    lines = [json.loads(line) for line in watched.log.splitlines() if line.startswith("{")]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    assert _found(watched.log, watched.secrets) == []


def test_spans_show_the_way_of_each_turn_and_no_person(watched: Watched) -> None:
    spans = watched.collector.spans
    turns = {span.span_id: span for span in spans if span.name == "turn"}
    assert len(turns) == len(MESSAGES)
    nodes = {span.name for span in spans if span.parent_span_id in turns}
    assert {"screen_input", "triage", "gather_evidence", "compose_reply", "verify_reply", "commit"} <= nodes
    ids = {"kefu.turn_id", "kefu.conversation_id", "kefu.shop"}
    assert all({attribute.key for attribute in span.attributes} == ids for span in turns.values())
    assert _found(watched.collector.wire_text, watched.secrets) == []


def test_metrics_count_the_turns_and_name_nobody(watched: Watched) -> None:
    counted = {line.split("{")[0]: line for line in watched.metrics.splitlines() if not line.startswith("#")}
    assert f"kefu_turn_seconds_count {len(MESSAGES)}.0" in watched.metrics
    assert f"kefu_first_event_seconds_count {len(MESSAGES)}.0" in watched.metrics
    assert 'kefu_handoffs_total{topic="legal_media"} 1.0' in watched.metrics
    assert {"kefu_queue_depth", "kefu_promises", "process_resident_memory_bytes"} <= counted.keys() | {
        name.split(" ")[0] for name in counted
    }
    assert _found(watched.metrics, watched.secrets) == []


def test_the_vector_index_holds_no_personal_data(watched: Watched) -> None:
    files = [file for file in (watched.data / "chroma").rglob("*") if file.is_file()]
    held = b"".join(file.read_bytes() for file in files)
    assert "瓷器签收后".encode() in held or len(held) > 1000
    assert [value for value in VALUES if value.encode() in held] == []


def test_keys_and_tokens_lie_nowhere_in_the_data_folder(watched: Watched) -> None:
    files = [file for file in watched.data.rglob("*") if file.is_file()]
    held = b"".join(file.read_bytes() for file in files)
    assert [secret for secret in watched.secrets if secret.encode() in held] == []


def test_what_customers_wrote_and_ordered_lies_nowhere_in_clear(watched: Watched) -> None:
    files = [file for file in watched.data.rglob("*") if file.is_file()]
    held = b"".join(file.read_bytes() for file in files)
    assert [value for value in VALUES if value.encode() in held] == []


def test_cards_identity_numbers_and_passwords_are_not_even_stored(watched: Watched) -> None:
    held = b"".join(file.read_bytes() for file in watched.data.glob("kefu.db*"))
    assert [value for value in (VALUES[1], VALUES[2], VALUES[6]) if value.encode() in held] == []
