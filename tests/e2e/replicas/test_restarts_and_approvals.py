"""Three real replicas with workers beside them: restarts under traffic, and one decision made at two of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.replicas.customers import Proxy, Traffic
from tests.e2e.replicas.installation import Installation
from tests.e2e.replicas.shop import ORDERS, QUESTION
from tests.e2e.served_shop import Caller, Server

# Starting processes is what takes long where many tests run side by side.
pytestmark = [pytest.mark.postgres, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def replicas(installation: Installation) -> Iterator[list[Server]]:
    """Of the API only, and two workers of their own."""
    workers = [installation.worker() for _ in range(2)]
    servers = installation.replicas(*[{"KEFU_WORKER": "false"}] * 3)
    yield servers
    for each in servers:
        each.stop()
    for worker in workers:
        worker.terminate()
        assert worker.wait(40) == 0


def test_a_rolling_restart_under_traffic_loses_no_turn(installation: Installation, replicas: list[Server]) -> None:
    proxy = Proxy(replicas)
    with Traffic(proxy, installation.visitor, 6, lambda number: f"{QUESTION}？{number}") as traffic:
        for old in list(replicas):
            # As a rolling update does: the new one is ready before the old one is told to end.
            new = installation.replica(KEFU_WORKER="false")
            proxy.servers.append(new)
            proxy.servers.remove(old)
            old.process.terminate()
            assert old.process.wait(60) == 0
            replicas.remove(old)
            replicas.append(new)
    assert traffic.undocumented == []
    assert set(traffic.statuses) <= {0, 200, 429, 503}
    assert len(traffic.asked) >= 6
    at_new = Caller(replicas[0].base, installation.visitor)
    for conversation, asked in traffic.asked.items():
        said = at_new.messages(conversation)
        assert [message["speaker"] for message in said] == ["customer", "bot"] * asked
        assert all(message["text"] for message in said)
    assert installation.ask("SELECT count(*) FROM turns WHERE status NOT IN ('done', 'joined')") == [(0,)]


@pytest.mark.parametrize("number", ORDERS[:4])
def test_a_decision_made_at_two_replicas_at_once_has_one_effect(
    installation: Installation, replicas: list[Server], number: str
) -> None:
    buyer, before = Caller(replicas[0].base, installation.customer), _acts(installation)
    asked = buyer.say(f"取消订单{number}，买重了")
    assert asked["outcome"] == "approval", asked
    people = [Caller(s.base, key) for s, key in zip(replicas[1:], installation.agents, strict=True)]
    waiting = people[0].get("/v1/approvals?status=pending").json()["approvals"]
    approval = next(a for a in waiting if a["conversation_id"] == asked["conversation_id"])
    path = f"/v1/approvals/{approval['approval_id']}/decision"
    decision = {"decision": "approve", "version": approval["version"]}
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda person: person.post(path, decision).status_code, people))
    assert sorted(answers) == [200, 409]
    told = [e for e in buyer.events(asked["conversation_id"], 8) if e[0] == "message" and e[1]["speaker"] == "bot"]
    assert len(told) == 2, told
    effects = installation.ask("SELECT status FROM outbox WHERE payload LIKE %s", f"%{approval['approval_id']}%")
    assert {row[0] for row in effects} == {"done"}
    assert _acts(installation) == before + 1


def _acts(installation: Installation) -> int:
    """What was carried out in the shop's books so far."""
    return int(str(installation.ask("SELECT count(*) FROM order_actions")[0][0]))
