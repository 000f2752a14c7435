"""The example page of a shop, served from an address of its own as a shop's site is."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "demo/page"
KEFU = "http://127.0.0.1:8000"


class ShopPage:
    """A site; ``kefu`` and ``tag`` are filled in by a test before it opens the page."""

    def __init__(self, port: int) -> None:
        """Args: port: where it is served."""
        self.base = f"http://127.0.0.1:{port}"
        self.kefu = KEFU
        self.tag = 'data-key="KEY"'
        self.html = "<html "
        self.tokens: list[str] = []
        """What ``/token`` of the site hands out, one after the other."""

    def index(self) -> str:
        """The page as the browser gets it."""
        text = (FOLDER / "index.html").read_text(encoding="utf-8")
        text = text.replace("<html ", self.html, 1).replace("connect-src", "connect-src 'self'")
        return re.sub(r'data-key="KEY"', self.tag, text).replace(KEFU, self.kefu)


@contextmanager
def running_page() -> Iterator[ShopPage]:
    """Serve it on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/token"):
                self._send("application/json", f'{{"token": "{page.tokens.pop(0)}"}}')
            elif self.path == "/style.css":
                self._send("text/css", (FOLDER / "style.css").read_text())
            else:
                self._send("text/html; charset=utf-8", page.index())

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

        def _send(self, kind: str, body: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    page = ShopPage(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield page
    finally:
        server.shutdown()
        server.server_close()
