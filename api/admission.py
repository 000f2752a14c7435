"""Room for a message, asked for before anything is read: under load a refusal has to be the cheapest answer."""

from contextlib import ExitStack

from starlette.types import ASGIApp, Receive, Scope, Send

from agent.turns import TurnService
from api.problems import refusal
from domain.errors import UnavailableError

MESSAGES = frozenset({"/v1/chat", "/v1/chat/completions"})
"""What a message of a customer is posted to."""


class AdmissionMiddleware:
    """Holds a place for each message while its request lasts; with all taken it refuses and looks nothing up."""

    def __init__(self, app: ASGIApp, turns: TurnService, headers: dict[str, str]) -> None:
        """Args: turns: of this process; headers: of a refusal, which no inner part could add."""
        self._app, self._turns, self._headers = app, turns, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse with a time to come back."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in MESSAGES:
            await self._app(scope, receive, send)
            return
        with ExitStack() as held:
            try:
                held.enter_context(self._turns.place())
            except UnavailableError as full:
                await refusal(full, self._headers)(scope, receive, send)
                return
            await self._app(scope, receive, send)
