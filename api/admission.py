"""Room for a message, asked for before anything is read: under load a refusal has to be the cheapest answer."""

from collections import deque
from contextlib import ExitStack

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.turns import TurnService
from api.problems import refusal
from domain.errors import UnavailableError

MESSAGES = frozenset({"/v1/chat", "/v1/chat/completions"})
"""What a message of a customer is posted to."""


class AdmissionMiddleware:
    """Holds a place for each message that has arrived; with all taken it refuses and looks nothing up."""

    def __init__(self, app: ASGIApp, turns: TurnService, headers: dict[str, str], most_bytes: int) -> None:
        """Args: turns: of this process; headers: of a refusal, which no inner part could add; most_bytes: of a body."""
        self._app, self._turns, self._headers, self._most_bytes = app, turns, headers, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse with a time to come back."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in MESSAGES:
            await self._app(scope, receive, send)
            return
        with ExitStack() as held:
            try:
                self._turns.check_places()
                arrived = await self._arrived(receive)
                held.enter_context(self._turns.place())
            except UnavailableError as full:
                await refusal(full, self._headers)(scope, receive, send)
                return

            async def again() -> Message:
                return arrived.popleft() if arrived else await receive()

            await self._app(scope, again, send)

    async def _arrived(self, receive: Receive) -> deque[Message]:
        """The whole body first: whoever begins a message and never ends it, without a credential, takes no place."""
        arrived, size, more = deque[Message](), 0, True
        while more and size <= self._most_bytes:
            message = await receive()
            arrived.append(message)
            size += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
        return arrived
