"""A bare call to the backend under test, and what a check can say of it."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

import httpx
from pydantic import ValidationError

from backends.orders.http.messages import Problem
from backends.orders.http.reading import first_fault, media_type
from backends.orders.http.signing import IDEMPOTENCY, Auth, credential_headers
from backends.orders.http.wire import Wire
from domain.model import Frozen

T = TypeVar("T", bound=Wire)

ABSENT = "kefu-check-no-such-number"
"""An order number and a customer id that nobody has."""


class Verdict(Frozen):
    """What came of one check."""

    name: str
    verdict: Literal["kept", "broken", "not checked"]
    detail: str = ""


class BrokenError(Exception):
    """The contract is not kept; the message says where."""


class LeftOutError(Exception):
    """The check needs something that wasn't given."""


@dataclass(frozen=True)
class Subject:
    """Whose data the check may look at. Without them only what needs no customer is checked."""

    customer: str | None = None
    order: str | None = None
    other_customer: str | None = None
    other_order: str | None = None
    act: bool = False
    """Whether ``expedite_shipment`` may be asked for on ``order``."""


@dataclass(frozen=True)
class Probe:
    """Calls under one address."""

    url: str
    auth: Auth
    secret: str
    client: httpx.AsyncClient

    async def get(self, path: str, query: Mapping[str, str], secret: str | None = None) -> httpx.Response:
        """A look-up; ``secret`` in place of the right one (empty: no credential at all)."""
        request = self.client.build_request("GET", self.url.rstrip("/") + path, params=dict(query))
        return await self._send(request, b"", "", secret)

    async def act(self, body: Mapping[str, object], key: str, secret: str | None = None) -> httpx.Response:
        """An action under this key (empty: without the header)."""
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"} | ({IDEMPOTENCY: key} if key else {})
        request = self.client.build_request("POST", self.url.rstrip("/") + "/actions", content=content, headers=headers)
        return await self._send(request, content, key, secret)

    async def answer(self, path: str, query: Mapping[str, str], shape: type[T]) -> T:
        """A look-up that has to come out right. Raises: BrokenError."""
        return parsed(f"GET {path}", await self.get(path, query), shape)

    async def _send(self, request: httpx.Request, body: bytes, key: str, secret: str | None) -> httpx.Response:
        used = self.secret if secret is None else secret
        if used:
            target = request.url.raw_path.decode("ascii")
            stamp = int(time.time())
            request.headers.update(credential_headers(self.auth, used, request.method, target, body, key, stamp))
        try:
            return await self.client.send(request)
        except httpx.HTTPError as error:
            raise BrokenError(f"{request.method} {request.url.path}: no answer ({type(error).__name__}).") from None


def parsed(call: str, response: httpx.Response, shape: type[T]) -> T:
    """A 200 of this shape. Raises: BrokenError: naming the field."""
    if response.status_code != 200:
        raise BrokenError(f"{call} was answered {response.status_code}, expected 200.")
    if media_type(response.headers) != "application/json":
        raise BrokenError(f"{call}: the Content-Type is not application/json.")
    if "Content-Encoding" in response.headers:
        raise BrokenError(f"{call}: the answer is compressed though identity was asked for.")
    try:
        return shape.model_validate_json(response.content)
    except ValidationError as error:
        raise BrokenError(f"{call}, {first_fault(error)}.") from None


def refused(call: str, response: httpx.Response, *statuses: int) -> None:
    """An error of one of these statuses, as a problem document. Raises: BrokenError."""
    if response.status_code not in statuses:
        expected = " or ".join(str(status) for status in statuses)
        raise BrokenError(f"{call} was answered {response.status_code}, expected {expected}.")
    kind = media_type(response.headers)
    if kind != "application/problem+json":
        raise BrokenError(f"{call}: the error's Content-Type is {kind or 'missing'}, not application/problem+json.")
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        raise BrokenError(f"{call}: the error is no problem document (title and status are needed).") from None
    if problem.status != response.status_code:
        raise BrokenError(f"{call}: the problem document says status {problem.status}.")
