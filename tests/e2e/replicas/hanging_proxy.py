"""A wire that can be made to hang: bytes are taken and go nowhere, no connection breaks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class HangingProxy:
    """Forwards a loopback port to another."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._flows = threading.Event()
        self._flows.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self) -> None:
        """Nothing passes from now on."""
        self._flows.clear()

    def flow(self) -> None:
        """Everything passes, what was held back first."""
        self._flows.set()

    def close(self) -> None:
        """No new connections."""
        self.flow()
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._target))
                for source, sink in ((here, there), (there, here)):
                    threading.Thread(target=self._forward, args=(source, sink), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def hanging_proxy(target: int) -> Iterator[HangingProxy]:
    """For the time of a test."""
    proxy = HangingProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
