"""Bodies over the limit are refused as a problem document, whether a route reads them or not."""

from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import refusal
from domain.errors import TooLargeError


class BodyLimitMiddleware:
    """Starlette's own limit, which routes may set higher; its bare words are replaced."""

    def __init__(self, app: ASGIApp, most_bytes: int, headers: dict[str, str]) -> None:
        """Args: most_bytes: of a body; headers: of a refusal, which no inner part could add."""
        self._limited = RequestBodyLimitMiddleware(app, max_body_size=most_bytes)
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse."""
        refused = False

        async def told(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and _is_bare(message):
                refused = True
                error = TooLargeError("The body is larger than this request may be; send less at once.")
                await refusal(error, self._headers)(scope, receive, send)
            elif not refused:
                await send(message)

        await self._limited(scope, receive, told)


def _is_bare(start: Message) -> bool:
    kind = Headers(raw=start.get("headers", [])).get("content-type", "")
    return bool(start["status"] == 413 and kind.startswith("text/plain"))
