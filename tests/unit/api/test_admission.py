"""Room for messages: refused before anything is looked up, with a time to come back."""

from typing import Any, cast

import httpx
from fastapi import Depends, FastAPI

from agent.hub import EventHub
from agent.turns import TurnService
from api import problems
from api.admission import AdmissionMiddleware


class _Looked(Exception):
    """The credential was looked up."""


async def _look_up() -> None:
    raise _Looked


class _Full:
    def __init__(self, places: int) -> None:
        self.turns = TurnService(cast(Any, _Ports()), cast(Any, None), EventHub(), max_running=places)


class _Ports:
    search = orders = None


async def _asked(services: _Full) -> httpx.Response:
    app = FastAPI()
    problems.install(app)
    app.add_middleware(AdmissionMiddleware, turns=services.turns, headers={"Cache-Control": "no-store"})

    @app.post("/v1/chat", dependencies=[Depends(_look_up)])
    async def message() -> None:
        """Never reached."""

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kefu") as client:
        return await client.post("/v1/chat")


async def test_a_full_process_refuses_before_the_credential_is_looked_up() -> None:
    services = _Full(1)
    with services.turns.place():
        refused = await _asked(services)
    assert refused.status_code == 503
    assert (refused.headers["Retry-After"], refused.headers["Retry-After-Ms"]) == ("1", "1000")
    assert "again" in refused.json()["detail"]
    assert refused.headers["Cache-Control"] == "no-store", "no inner part adds headers to it"


async def test_a_place_is_given_back_however_the_request_ends() -> None:
    services = _Full(1)
    for _ in range(3):
        assert (await _asked(services)).status_code == 500
