"""Room for messages: refused before anything is looked up, with a time to come back."""

import asyncio
from typing import Any, cast

import httpx
from fastapi import Depends, FastAPI
from starlette.types import Message, Receive, Scope, Send

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
    app.add_middleware(AdmissionMiddleware, turns=services.turns, headers={"Cache-Control": "no-store"}, most_bytes=99)

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


async def test_a_message_that_never_arrives_takes_no_place_and_one_in_pieces_arrives_whole() -> None:
    services, got = _Full(1), list[Message]()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got.extend([await receive(), await receive(), await receive()])

    pieces: list[Message] = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.request", "body": b"b", "more_body": False},
        {"type": "http.disconnect"},
    ]
    coming = iter(pieces)

    async def arrives() -> Message:
        return next(coming)

    async def never() -> Message:
        await asyncio.sleep(3600)
        return {}

    async def sent(message: Message) -> None:
        raise AssertionError(f"refused: {message}")

    middleware = AdmissionMiddleware(app, services.turns, {}, most_bytes=99)
    scope = {"type": "http", "method": "POST", "path": "/v1/chat"}
    stalled = asyncio.create_task(middleware(scope, never, sent))
    await asyncio.sleep(0)
    await middleware(scope, arrives, sent)
    stalled.cancel()
    assert got == pieces
