"""A double of an OpenAI-compatible embeddings endpoint: a real HTTP server on loopback with scripted answers."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class EndpointDouble:
    """Answers each request with the next status of ``script``; when that is used up, with vectors."""

    def __init__(self, dimensions: int = 4) -> None:
        self.script: list[int] = []
        self.inputs: list[Any] = []
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                double.inputs.append(body["input"])
                status = double.script.pop(0) if double.script else 200
                rows = [{"object": "embedding", "index": i, "embedding": [3.0] + [0.0] * (dimensions - 2) + [4.0]}
                        for i in range(len(body["input"]))]  # fmt: skip
                answer = {"object": "list", "data": rows, "model": "test-double", "usage": {}}
                payload = json.dumps(answer if status == 200 else {"error": {"message": "scripted"}}).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep the test's output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
