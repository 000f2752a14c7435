"""A process that ends lets nobody wait for an answer that can't come any more."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse

from api.leaving import Leaving, LeavingMiddleware

Sent = list[dict[str, Any]]


def _app(leaving: Leaving, reached: asyncio.Event) -> FastAPI:
    app = FastAPI()

    async def _pass(request: Any, call_next: Any) -> Response:
        response: Response = await call_next(request)
        return response

    app.middleware("http")(_pass)
    app.add_middleware(LeavingMiddleware, leaving=leaving)

    @app.post("/slow")
    async def slow() -> None:
        reached.set()
        await asyncio.Event().wait()

    @app.post("/soon")
    async def soon() -> str:
        reached.set()
        await asyncio.sleep(0.05)
        return "done"

    @app.get("/events")
    async def events() -> StreamingResponse:
        async def told() -> AsyncIterator[str]:
            yield "event: ready\n\n"
            reached.set()
            await asyncio.Event().wait()

        return StreamingResponse(told(), media_type="text/event-stream")

    return app


async def _answered(
    method: str, path: str, wait_seconds: float
) -> tuple[int, dict[bytes, bytes], list[dict[str, Any]]]:
    """Ask, end the process meanwhile, and tell what was sent."""
    leaving, reached, sent = Leaving(wait_seconds), asyncio.Event(), list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        if not sent:
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": [],
        "scheme": "http", "http_version": "1.1", "root_path": "", "server": ("kefu", 80), "client": ("a", 1),
    }  # fmt: skip
    request = asyncio.create_task(_app(leaving, reached)(scope, receive, send))
    await reached.wait()
    leaving.begin()
    leaving.begin()
    await asyncio.wait_for(request, 30)
    return sent[0]["status"], dict(sent[0]["headers"]), sent


async def test_what_takes_too_long_is_refused_with_a_time_to_come_back() -> None:
    status, headers, sent = await _answered("POST", "/slow", 0.01)
    assert status == 503
    assert int(headers[b"retry-after-ms"]) > 0
    assert b"again" in sent[1]["body"]


async def test_what_is_ready_in_time_is_answered() -> None:
    status, _, sent = await _answered("POST", "/soon", 20)
    assert (status, sent[1]["body"]) == (200, b'"done"')


async def test_a_stream_that_follows_ends_at_once_and_properly() -> None:
    status, _, sent = await _answered("GET", "/events", 60)
    assert status == 200
    assert sent[1]["body"] == b"event: ready\n\n"
    assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
