"""A receiver of webhooks on a real port: verifies each signature with the Standard Webhooks package."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from backends.webhooks.addresses import Addresses
from backends.webhooks.sender import HttpWebhookSender
from tests.loopback import running


class Receiver:
    """Answers as told, in order, the last answer for ever; keeps what was signed rightly."""

    def __init__(self) -> None:
        self.secret = ""
        self.answers: list[int] = [200]
        self.headers: dict[str, str] = {}
        self.seconds = 0.0
        self.length = 2
        self.events: list[dict[str, Any]] = []
        """Each with the id it came under."""
        self.calls = 0
        self.forged = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            if part["type"] == "http.disconnect":
                # The sender was killed in the middle of it.
                return
            body, more = body + part.get("body", b""), part.get("more_body", False)
        self.calls += 1
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        try:
            Verifier(self.secret).verify(body, headers)
        except WebhookVerificationError:
            self.forged += 1
        status = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        await asyncio.sleep(self.seconds)
        if status < 300:
            self.events.append(json.loads(body) | {"id": headers["webhook-id"], "host": headers["host"]})
        lines = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": lines})
        await send({"type": "http.response.body", "body": b"x" * self.length})


@contextmanager
def receiving(seconds: float = 5.0) -> Iterator[tuple[Receiver, str, HttpWebhookSender]]:
    """A receiver, its address, and a sender that the operator has allowed to go there."""
    receiver = Receiver()
    with running(receiver) as url:
        host = urlsplit(url).netloc
        yield receiver, f"{url}/hooks", HttpWebhookSender(Addresses(frozenset({host})), seconds)
