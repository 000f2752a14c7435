"""kill -9 in the middle of turns: after a restart each is answered once."""

import contextlib
import threading
import time
from pathlib import Path

import httpx

from tests.e2e.served_shop import Caller, Server, kefu


def test_a_turn_killed_half_way_completes_once_after_a_restart(tmp_path: Path) -> None:
    documents = tmp_path / "shop" / "documents"
    documents.mkdir(parents=True)
    (documents / "发货.md").write_text("# 发货说明\n\n每天16:40前付款的订单当天发出，默认发圆通。\n", encoding="utf-8")
    data = tmp_path / "data"
    kefu(data, "shop", "import", str(tmp_path / "shop"), "--shop", "crashshop")
    key = kefu(data, "key", "create", "--role", "customer", "--shop", "crashshop")
    for delay in (0.0, 0.01, 0.03, 0.06):
        server = Server(data, KEFU_LEASE_SECONDS="2", KEFU_REPLY_SECONDS="600")
        caller = Caller(server.base, key)
        conversation = caller.say("你好")["conversation_id"]
        asking = threading.Thread(target=_ask, args=(caller, conversation))
        asking.start()
        _wait_for_message(caller, conversation)
        time.sleep(delay)
        server.kill()
        asking.join()
        server = Server(data, KEFU_LEASE_SECONDS="2", KEFU_REPLY_SECONDS="600")
        try:
            replies = _replies(Caller(server.base, key), conversation)
        finally:
            server.stop()
        assert len(replies) == 2, (delay, replies)
        assert "16:40" in replies[1]


def _ask(caller: Caller, conversation: str) -> None:
    with contextlib.suppress(httpx.HTTPError):
        caller.post("/v1/chat", {"message": "几点前付款当天发", "conversation_id": conversation})


def _wait_for_message(caller: Caller, conversation: str) -> None:
    for _ in range(200):
        if len(caller.messages(conversation)) >= 3:
            return
        time.sleep(0.005)


def _replies(caller: Caller, conversation: str) -> list[str]:
    found: list[str] = []
    for _ in range(120):
        found = [m["text"] for m in caller.messages(conversation) if m["speaker"] == "bot"]
        if len(found) >= 2:
            time.sleep(1.0)
            return [m["text"] for m in caller.messages(conversation) if m["speaker"] == "bot"]
        time.sleep(0.5)
    return found
