"""A double of Kuaidi100's query.do: verifies the signature as the real one does, answers over real HTTP."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs

from tests.loopback import running

CUSTOMER, KEY = "C0FFEE", "auth-key-1"

TRACKED = {
    "message": "ok", "state": "0", "status": "200", "condition": "00", "ischeck": "0", "com": "zhongtong",
    "data": [
        {"time": "2026-11-19 08:30:00", "context": "离开【杭州中转】", "areaName": "浙江,杭州市"},
        {"time": "2026-11-18 20:01:02", "context": "【南京】已揽收", "areaName": None},
    ],
}  # fmt: skip


class Kuaidi100Double:
    """Answers for any parcel with ``answer``, if the signature is right."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = dict(TRACKED)
        self.raw: bytes | None = None
        self.status = 200

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part.get("body", b""), part.get("more_body", False)
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        said = hashlib.md5(f"{form['param']}{KEY}{CUSTOMER}".encode()).hexdigest()
        asked = json.loads(form["param"])
        self.asked.append(asked)
        if form["sign"] != said.upper() or form["customer"] != CUSTOMER:
            answer: dict[str, Any] = {"result": False, "returnCode": "503", "message": "验证签名失败"}
        elif asked["com"] == "shunfeng" and len(asked["phone"]) != 4:
            answer = {"result": False, "returnCode": "408", "message": "电话校验失败"}
        else:
            answer = {"nu": asked["num"]} | self.answer
        content = self.raw if self.raw is not None else json.dumps(answer, ensure_ascii=False).encode()
        kind = (b"content-type", b"text/html;charset=UTF-8")
        await send({"type": "http.response.start", "status": self.status, "headers": [kind]})
        await send({"type": "http.response.body", "body": content})


@contextmanager
def tracking_service() -> Iterator[tuple[Kuaidi100Double, str]]:
    """The double at its address."""
    double = Kuaidi100Double()
    with running(double) as url:
        yield double, f"{url}/poll/query.do"
