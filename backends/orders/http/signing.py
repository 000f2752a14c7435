"""How a call shows who it is from: a bearer token, or an HMAC over everything that matters of it."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Literal

Auth = Literal["bearer", "hmac"]

TOLERANCE_SECONDS = 300
"""A signed call older or newer than this is refused."""

SIGNATURE, TIMESTAMP, IDEMPOTENCY = "Kefu-Signature", "Kefu-Timestamp", "Idempotency-Key"


def credential_headers(
    auth: Auth, secret: str, method: str, target: str, body: bytes, key: str, timestamp: int
) -> dict[str, str]:
    """The headers of a call.

    Args:
        target: path and query, as they stand in the request line.
        key: the Idempotency-Key, empty for look-ups.
        timestamp: seconds since 1970.
    """
    if auth == "bearer":
        return {"Authorization": f"Bearer {secret}"}
    return {TIMESTAMP: str(timestamp), SIGNATURE: signature(secret, method, target, body, key, timestamp)}


def signature(secret: str, method: str, target: str, body: bytes, key: str, timestamp: int) -> str:
    """``v1=`` and the HMAC-SHA256, in hex, of timestamp, method, target, Idempotency-Key and the body's sha256,
    joined by line feeds."""
    said = "\n".join((str(timestamp), method.upper(), target, key, hashlib.sha256(body).hexdigest()))
    return "v1=" + hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def is_genuine(
    auth: Auth, secret: str, method: str, target: str, body: bytes, headers: Mapping[str, str], now: float
) -> bool:
    """Whether a call carries the credential. ``headers`` ignore case."""
    if auth == "bearer":
        given, expected = headers.get("Authorization", ""), f"Bearer {secret}"
    else:
        stamp = headers.get(TIMESTAMP, "")
        if not (stamp.isascii() and stamp.isdigit()) or abs(now - int(stamp)) > TOLERANCE_SECONDS:
            return False
        given = headers.get(SIGNATURE, "")
        expected = signature(secret, method, target, body, headers.get(IDEMPOTENCY, ""), int(stamp))
    return hmac.compare_digest(given.encode(), expected.encode())
