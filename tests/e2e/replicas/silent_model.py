"""A chat endpoint that takes requests and never answers: turns last as long as their time for the model."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silent_model() -> Iterator[dict[str, str]]:
    """The settings of a replica that asks it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        port = listening.getsockname()[1]
        yield {"KEFU_LLM_BASE_URL": f"http://127.0.0.1:{port}/v1", "KEFU_LLM_API_KEY": "test-double"}
