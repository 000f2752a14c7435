"""The end of a process as its clients see it: who waits too long is told to ask again, nobody is just cut off."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import sse
from api.problems import problem, retry_headers

WAIT_SECONDS = 8.0
"""What a request under way may still take: the server cuts connections after 10 seconds."""
AGAIN_SECONDS = 0.5


class Leaving:
    """Whether this process is to end, and the requests that it still has."""

    def __init__(self, wait_seconds: float = WAIT_SECONDS) -> None:
        """Args: wait_seconds: what a request under way may still take."""
        self._wait, self._begun = wait_seconds, False
        self._requests: dict[asyncio.Task[Any], _Request] = {}

    def begin(self) -> None:
        """Streams that only follow end now, their clients go on elsewhere; what isn't answered in time is refused."""
        if self._begun:
            return
        self._begun = True
        self._end(lambda request: request.follows)
        asyncio.get_running_loop().call_later(self._wait, self._end, lambda request: True)

    def _end(self, which: "Callable[[_Request], bool]") -> None:
        for task, request in self._requests.items():
            if which(request):
                request.is_ended = True
                task.cancel()

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, within that."""
        task = asyncio.current_task()
        assert task is not None
        request = self._requests[task] = _Request(scope["method"] == "GET")

        async def watched(message: Message) -> None:
            request.saw(message)
            await send(message)
            if request.follows and self._begun and not request.is_ended:
                request.is_ended = True
                task.cancel()

        try:
            await app(scope, receive, watched)
        except asyncio.CancelledError:
            if not request.is_ended:
                raise
            task.uncancel()
            await _close(request, scope, receive, send)
        finally:
            del self._requests[task]


@dataclass
class _Request:
    is_get: bool
    has_started: bool = False
    is_stream: bool = False
    is_ended: bool = False
    """By us."""

    @property
    def follows(self) -> bool:
        """A stream of events that has no end of its own; one of a POST ends with its turn."""
        return self.is_get and self.is_stream

    def saw(self, message: Message) -> None:
        """Note what the application answers."""
        if message["type"] == "http.response.start":
            self.has_started = True
            kind = dict(message.get("headers", ())).get(b"content-type", b"")
            self.is_stream = kind.startswith(sse.MEDIA_TYPE.encode())


async def _close(request: _Request, scope: Scope, receive: Receive, send: Send) -> None:
    if request.has_started:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    detail = "This process is being restarted: send it again, a message with its Idempotency-Key, and another answers."
    await problem(503, "Unavailable", detail, retry_headers(AGAIN_SECONDS))(scope, receive, send)


class LeavingMiddleware:
    """``Leaving`` around an application."""

    def __init__(self, app: ASGIApp, leaving: Leaving) -> None:
        """Args: leaving: told by whoever ends the process."""
        self._app, self._leaving = app, leaving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._leaving.serve(self._app, scope, receive, send)
