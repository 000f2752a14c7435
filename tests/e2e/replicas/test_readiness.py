"""/readyz has a time limit of its own: a part that hangs is named, and forgotten once it answers."""

import httpx
import pytest
from sqlalchemy import make_url

from tests.e2e.replicas.hanging_proxy import HangingProxy, hanging_proxy
from tests.e2e.replicas.installation import Installation
from tests.e2e.served_shop import Server

pytestmark = pytest.mark.postgres

PROBE_SECONDS = 10
"""What a probe may wait: without a limit of Kefu's own it would wait for ever."""


def _becomes_ready(server: Server) -> bool:
    return any(httpx.get(f"{server.base}/readyz", timeout=PROBE_SECONDS).status_code == 200 for _ in range(20))


def _is_named(server: Server, proxy: HangingProxy, part: str) -> None:
    proxy.hang()
    # More often than there are threads for it: probes of a part that hangs must not use them up.
    for _ in range(3):
        answer = httpx.get(f"{server.base}/readyz", timeout=PROBE_SECONDS)
        assert answer.status_code == 503
        assert part in answer.json()["detail"]
        assert int(answer.headers["Retry-After-Ms"]) >= 1000 * (int(answer.headers["Retry-After"]) - 1) > 0
        assert httpx.get(f"{server.base}/healthz", timeout=PROBE_SECONDS).status_code == 200
    proxy.flow()
    assert _becomes_ready(server)


def test_a_hanging_database_makes_it_answer_503(installation: Installation) -> None:
    url = make_url(installation.settings["KEFU_DATABASE_URL"])
    assert url.port is not None
    with hanging_proxy(url.port) as proxy:
        through = url.set(port=proxy.port).render_as_string(hide_password=False)
        server = installation.replica(KEFU_DATABASE_URL=through)
        _is_named(server, proxy, "sql")
        server.kill()


def test_a_hanging_vector_server_makes_it_answer_503(installation: Installation) -> None:
    with hanging_proxy(int(installation.settings["KEFU_CHROMA_PORT"])) as proxy:
        server = installation.replica(KEFU_CHROMA_PORT=str(proxy.port))
        _is_named(server, proxy, "vectors")
        server.kill()
