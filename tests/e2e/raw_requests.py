"""Requests as no client library would send them, byte for byte."""

import json
from typing import NamedTuple

HOST, JSON = b"Host: kefu\r\n", b"application/json"
DEEP = b"[" * 50_000 + b"]" * 50_000
NUMBER = b"9" * 5_000


class Raw(NamedTuple):
    """One of them; ``{auth}`` in its head stands for a credential that holds."""

    what: str
    request: bytes


def _post(what: str, body: bytes, path: bytes = b"/v1/chat", kind: bytes = JSON, more: bytes = b"") -> Raw:
    head = b"POST " + path + b" HTTP/1.1\r\n" + HOST + b"{auth}Content-Type: " + kind + b"\r\n" + more
    return Raw(what, head + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)


def _get(what: str, path: bytes, more: bytes = b"") -> Raw:
    return Raw(what, b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"{auth}" + more + b"Connection: close\r\n\r\n")


def _upload(what: str, name: bytes) -> Raw:
    return _post(what, _PART % (b"files", name, b"a") + b"--x--\r\n", b"/v1/documents", _MULTIPART)


def _sent(what: str, heads: bytes, body: bytes = b"") -> Raw:
    """A message whose heads don't fit its body."""
    return Raw(what, b"POST /v1/chat HTTP/1.1\r\n" + HOST + b"{auth}" + heads + b"\r\n" + body)


def _asked(what: str, heads: bytes) -> Raw:
    return Raw(what, b"GET /healthz HTTP/1.1\r\n" + HOST + heads + b"\r\n")


def _say(text: str) -> bytes:
    return json.dumps({"message": text}).encode()


_MULTIPART = b"multipart/form-data; boundary=x"
_PART = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\n%s\r\n'

BODIES = (
    _post("nothing", b""),
    _post("a NUL", b"\x00"),
    _post("bytes that are no UTF-8", b'{"message": "\xff\xfe\x80"}'),
    _post("an overlong encoding", b'{"message": "\xc0\xaf"}'),
    _post("UTF-16", '{"message": "退货"}'.encode("utf-16")),
    _post("a byte order mark", b"\xef\xbb\xbf" + _say("退货")),
    _post("GB18030", '{"message": "退货"}'.encode("gb18030")),
    _post("a lone high surrogate", b'{"message": "\\ud800"}'),
    _post("a lone low surrogate", b'{"message": "a\\udfff"}'),
    _post("surrogates the wrong way round", b'{"message": "\\udc00\\ud800"}'),
    _post("an escaped NUL", b'{"message": "a\\u0000b"}'),
    _post("control characters only", b'{"message": "\\u0001\\u001f\\u007f"}'),
    _post("bidi and zero-width characters only", _say("\u202e\u200b\u2066\ufeff")),
    _post("unassigned and private characters", _say("\U000e0001\ue000\U0010ffff\ufffe")),
    _post("a character with a thousand accents", _say("e" + "\u0301" * 1900)),
    _post("arrays in arrays", DEEP),
    _post("objects in objects", b'{"message":' * 20_000 + b"1" + b"}" * 20_000),
    _post("an endless number", b'{"message": ' + NUMBER + b"}"),
    _post("a number beyond floats", b'{"message": 1e999999}'),
    _post("not a number", b'{"message": NaN}'),
    _post("infinity", b'{"message": -Infinity}'),
    _post("a key twice", b'{"message": "a", "message": {"b": 1}}'),
    _post("a key that is a NUL", b'{"\\u0000": 1, "message": "a"}'),
    _post("half an object", b'{"message": "a'),
    _post("a text behind the object", _say("a") + b"}{"),
    _post("a list", b'["a"]'),
    _post("null", b"null"),
    _post("two million characters", _say("退" * 2_000_000)),
    _post("a conversation that is a path", b'{"message": "a", "conversation_id": "../../etc/passwd"}'),
    _post("a conversation that is SQL", b'{"message": "a", "conversation_id": "\' OR 1=1 --"}'),
    _post("a conversation with a NUL", b'{"message": "a", "conversation_id": "con_\\u0000"}'),
    _post("a form where JSON is due", b"message=a", kind=b"application/x-www-form-urlencoded"),
    _post("no kind", _say("a"), kind=b""),
    _post("a kind that is none", _say("a"), kind=b"\xff/\x00"),
    _post("a character set that is none", _say("a"), kind=b"application/json; charset=klingon"),
    _post("gzip that is none", b"\x1f\x8b\x00\x00", more=b"Content-Encoding: gzip\r\n"),
    _post("a key of Latin-1", _say("a"), more=b"Idempotency-Key: \xe4\xff\r\n"),
    _post("a key far too long", _say("a"), more=b"Idempotency-Key: " + b"k" * 8_000 + b"\r\n"),
    _post("a wish for pictures", _say("a"), more=b"Accept: image/png, */*;q=nothing\r\n"),
    _post("an analysis of nothing", b'{"text": "\\u0000"}', b"/v1/analysis"),
    _post("a search for a surrogate", b'{"query": "\\ud800", "limit": 3}', b"/v1/search"),
    _post("a search for less than nothing", b'{"query": "a", "limit": -1}', b"/v1/search"),
    _post("a search for endlessly many", b'{"query": "a", "limit": ' + NUMBER + b"}", b"/v1/search"),
    _post("a screening of accents", json.dumps({"text": "微\u0301" * 900}).encode(), b"/v1/copilot/screenings"),
    _post("records of nobody", b'{"messages": [{"role": "\\u0000", "text": "\\ud83d"}]}', b"/v1/copilot/records"),
    _post("a file without its name", b"--x\r\n\r\na\r\n--x--\r\n", b"/v1/documents", _MULTIPART),
    _post("a form that stops", b"--x\r\nContent-Disposition: form-data; na", b"/v1/documents", _MULTIPART),
    _post("a form without a boundary", b"--x--", b"/v1/documents", b"multipart/form-data"),
    _upload("a file in a folder above", b"../../a.md"),
    _upload("a file whose name is a NUL", b"a\x00.md"),
    _upload("a file whose name is no UTF-8", b"\xff\xfe.md"),
    _post("two thousand fields", _PART % (b"f", b"", b"a") * 2_000 + b"--x--\r\n", b"/v1/documents", _MULTIPART),
)  # fmt: skip

PATHS = (
    _get("a NUL in the path", b"/v1/conversations/%00"),
    _get("no UTF-8 in the path", b"/v1/conversations/%ff%fe"),
    _get("a surrogate in the path", b"/v1/conversations/%ed%a0%80"),
    _get("a folder above", b"/v1/documents/..%2f..%2fetc%2fpasswd/generations"),
    _get("a page above", b"/console/..%5c..%5csecrets.json"),
    _get("slashes", b"//v1//conversations//"),
    _get("a path far too long", b"/v1/conversations/" + b"a" * 20_000),
    _get("a status that is a NUL", b"/v1/approvals?status=%00"),
    _get("a limit that is none", b"/v1/conversations?limit=1e9&limit=-1&cursor=%ff"),
    _get("a page far away", b"/v1/conversations?limit=" + NUMBER),
    _get("a cursor that is none", b"/v1/audit?after=%c0%80&limit=%00"),
    _get("events of nobody", b"/v1/conversations/con_none/events"),
    _get("events of a NUL", b"/v1/conversations/%00/events"),
    _get("events after no number", b"/v1/conversations/con_none/events", b"Last-Event-ID: \xff\r\n"),
    _get("events after an endless number", b"/v1/conversations/con_none/events", b"Last-Event-ID: " + NUMBER + b"\r\n"),
    _get("two credentials", b"/v1/conversations", b"Authorization: Bearer \xff\r\n"),
    _get("a cookie that is none", b"/v1/conversations", b"Cookie: kefu_session=\xff\x00; =; kefu_session\r\n"),
    _get("a condition that is none", b"/docs", b"If-None-Match: \xff\r\nRange: bytes=9-1\r\n"),
    _get("an upgrade", b"/v1/chat", b"Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n"),
)

WIRES = (
    Raw("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200),
    Raw("a line and no end", b"GET / HTTP/1.1\r\nHost: kefu"),
    Raw("a method that is none", b"\xff\xfe / HTTP/1.1\r\n" + HOST + b"\r\n"),
    Raw("a version that is none", b"GET / HTTP/9.9\r\n" + HOST + b"\r\n"),
    Raw("TRACE", b"TRACE /v1/chat HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"),
    Raw("CONNECT", b"CONNECT kefu:443 HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"),
    _asked("a header without a colon", b"nothing\r\n"),
    _asked("a header with a NUL", b"X: \x00\r\nConnection: close\r\n"),
    _asked("a header of a megabyte", b"X: " + b"a" * 1_000_000 + b"\r\n"),
    _asked("ten thousand headers", b"X: a\r\n" * 10_000),
    _sent("a length below nothing", b"Content-Length: -1\r\n"),
    _sent("two lengths", b"Content-Length: 1\r\nContent-Length: 2\r\n", b"{}"),
    _sent("a length that says too much", b"Content-Length: 99\r\n", b"{}"),
    _sent("a length beyond everything", b"Content-Length: 9999999999\r\n", b"{}"),
    _sent("length and pieces", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
    _sent("a piece of no size", b"Transfer-Encoding: chunked\r\n", b"zz\r\n{}\r\n"),
    _sent("a piece beyond everything", b"Transfer-Encoding: chunked\r\n", b"ffffffffffffffffff\r\n{}"),
    _sent("an encoding that is none", b"Transfer-Encoding: klingon\r\n", b"{}"),
)
