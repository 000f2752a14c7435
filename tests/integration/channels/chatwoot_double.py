"""A double of Chatwoot: its application API as an agent bot sees it, and its signed events."""

import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATH = re.compile(r"/api/v1/accounts/(\d+)/conversations/(\d+)/(messages|toggle_status)$")
STATUSES = {"open", "resolved", "pending", "snoozed"}


class Chatwoot:
    """One account. Checks what it is sent, as the real one does, and keeps it."""

    account = 7
    token = "bot-access-token"
    secret = "webhook-secret"

    def __init__(self, port: int) -> None:
        """Args: port: where it listens."""
        self.url = f"http://127.0.0.1:{port}"
        self.conversations: dict[int, dict[str, Any]] = {}
        self.failures: list[int | str] = []
        """Statuses to answer with before it works again; ``lost``: it takes the message, and the answer is lost."""
        self._ids = iter(range(1, 10_000))

    def open_conversation(self, identifier: str | None = None, verified: bool = False) -> int:
        """A contact begins; the bot is asked first."""
        number = next(self._ids)
        meta = {"sender": {"id": number, "identifier": identifier, "type": "contact"}, "hmac_verified": verified}
        self.conversations[number] = {"status": "pending", "messages": [], "meta": meta}
        return number

    def event(self, number: int, text: str | None, **more: Any) -> bytes:
        """The body of ``message_created``."""
        talk = self.conversations[number]
        conversation = {"id": number, "status": talk["status"], "meta": talk["meta"], "channel": "Channel::WebWidget"}
        body = {"event": "message_created", "id": next(self._ids), "content": text, "message_type": "incoming"}
        body |= {"private": False, "content_type": "text", "account": {"id": self.account, "name": "店"}}
        return json.dumps(body | {"conversation": conversation, "inbox": {"id": 1, "name": "站"}} | more).encode()

    def headers(self, body: bytes, at: float | None = None) -> dict[str, str]:
        """The signature's."""
        stamp = str(int(time.time() if at is None else at))
        signed = hmac.new(self.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {"X-Chatwoot-Timestamp": stamp, "X-Chatwoot-Signature": f"sha256={signed}"}

    def said(self, number: int, private: bool = False) -> list[str]:
        """What the bot wrote."""
        return [m["content"] for m in self.conversations[number]["messages"] if m["private"] is private]

    def handle(self, method: str, path: str, token: str | None, body: dict[str, Any]) -> tuple[int | None, Any]:
        """A call of the API; status None: no answer."""
        if token != self.token:
            return 401, {"error": "Invalid Access Token"}
        found = PATH.match(path)
        if not found or int(found[1]) != self.account or int(found[2]) not in self.conversations:
            return 404, {"error": "Resource could not be found"}
        failure = self.failures.pop(0) if self.failures else None
        if isinstance(failure, int):
            return failure, {"error": "busy"}
        status, answer = self._done(method, found[3], self.conversations[int(found[2])], body)
        return (None if failure == "lost" else status), answer

    def _done(self, method: str, what: str, talk: dict[str, Any], body: dict[str, Any]) -> tuple[int, Any]:
        if what == "messages" and method == "GET":
            return 200, {"meta": {}, "payload": talk["messages"][-20:]}
        if what == "messages":
            if not body.get("content") or body.get("message_type") != "outgoing":
                return 422, {"error": "content"}
            message = {"id": next(self._ids), "content": body["content"], "private": body.get("private", False)}
            talk["messages"].append(message | {"content_attributes": body.get("content_attributes", {})})
            return 200, talk["messages"][-1]
        if body.get("status") not in STATUSES:
            return 422, {"error": "status"}
        talk["status"] = body["status"]
        return 200, {"payload": {"success": True, "current_status": talk["status"]}}


@contextmanager
def running_chatwoot() -> Iterator[Chatwoot]:
    """Listen on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

        def _answer(self, body: dict[str, Any]) -> None:
            status, answer = double.handle(self.command, self.path, self.headers["api_access_token"], body)
            if status is None:
                self.close_connection = True
                self.connection.close()
                return
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    double = Chatwoot(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
