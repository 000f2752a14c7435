"""Real replicas over PostgreSQL and a Chroma server: one dies or sleeps in the middle of a turn, another goes on."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.e2e.replicas.installation import Installation
from tests.e2e.replicas.shop import FACT, QUESTION
from tests.e2e.replicas.silent_model import silent_model
from tests.e2e.served_shop import Caller, Server

# Starting processes is what takes long where many tests run side by side.
pytestmark = [pytest.mark.postgres, pytest.mark.timeout(900)]


def _begun(installation: Installation, server: Server) -> str:
    """A conversation whose turn runs in this replica."""
    at_it = Caller(server.base, installation.visitor)
    conversation = "none"

    def follow() -> None:
        nonlocal conversation
        headers = {"Authorization": f"Bearer {installation.visitor}", "Accept": "text/event-stream"}
        body = {"message": QUESTION}
        with (
            contextlib.suppress(httpx.HTTPError),
            httpx.stream("POST", f"{at_it.base}/v1/chat", json=body, headers=headers, timeout=60) as stream,
        ):
            for line in stream.iter_lines():
                if "conversation_id" in line and conversation == "none":
                    conversation = line.split('"conversation_id": "')[1].split('"')[0]

    threading.Thread(target=follow, daemon=True).start()
    _until(lambda: conversation != "none")
    assert installation.attempts(conversation) == [1]
    return conversation


def _until(happened: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def _replies(server: Server, installation: Installation, conversation: str) -> list[dict[str, Any]]:
    said = Caller(server.base, installation.visitor).messages(conversation)
    return [message for message in said if message["speaker"] == "bot"]


def test_a_killed_replicas_turn_is_answered_once_by_another(installation: Installation) -> None:
    with silent_model() as model:
        doomed, other = installation.replicas(model, {})
        conversation = _begun(installation, doomed)
        doomed.kill()
        _until(lambda: _replies(other, installation, conversation))
    # What could come twice would come from the outbox or from a further takeover.
    time.sleep(1.5)
    (reply,) = _replies(other, installation, conversation)
    assert FACT in reply["text"]
    assert installation.attempts(conversation) == [2]
    other.kill()


def test_a_replica_that_slept_over_its_lease_writes_nothing(installation: Installation) -> None:
    # Turns wait for a further message first: the other one's still runs when the sleeper has woken up and is done.
    sleeper, other = installation.replicas({"KEFU_BURST_PAUSE_SECONDS": "2"}, {"KEFU_BURST_PAUSE_SECONDS": "10"})
    conversation = _begun(installation, sleeper)
    sleeper.process.send_signal(signal.SIGSTOP)
    _until(lambda: installation.attempts(conversation) == [2])
    sleeper.process.send_signal(signal.SIGCONT)
    _until(lambda: "was taken over by another worker" in sleeper.log())
    assert _replies(other, installation, conversation) == [], "the turn is the other's, and that one still runs"
    _until(lambda: _replies(other, installation, conversation))
    time.sleep(1.5)
    assert len(_replies(sleeper, installation, conversation)) == 1
    assert installation.attempts(conversation) == [2]
    assert Caller(sleeper.base, installation.visitor).say("你好")["reply"]["text"], "it goes on with other turns"
    sleeper.kill()
    other.kill()
