"""One call to the merchant's system: signed, limited in time and size, answered strictly or not at all."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import httpx
from pydantic import ValidationError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from backends.circuit import Circuit
from backends.orders.http.failures import (
    BadAnswerError,
    KeyUsedError,
    NoAnswerError,
    NotReachedError,
    OrderSystemError,
    RefusedError,
)
from backends.orders.http.reading import first_fault, media_type
from backends.orders.http.signing import IDEMPOTENCY, credential_headers
from backends.orders.http.wire import Wire
from domain.connections import OrderBackendLink

T = TypeVar("T", bound=Wire)
Query = Sequence[tuple[str, str]]

MAX_BYTES = 4 * 1024 * 1024
"""Of one customer's answer; the catalogue may have ``CATALOGUE_BYTES``."""
CATALOGUE_BYTES = 64 * 1024 * 1024

_LIKE_DOWN = (NotReachedError, NoAnswerError, BadAnswerError)
"""What counts towards leaving the system alone for a while."""


class OrderClient:
    """Calls under one base address with one credential."""

    def __init__(
        self, link: OrderBackendLink, secret: str, circuit: Circuit | None = None, wall: Callable[[], float] = time.time
    ) -> None:
        """Args: secret: bearer token or HMAC key; wall: seconds since 1970, for signatures."""
        self._link, self._secret, self._wall = link, secret, wall
        self._circuit = circuit or Circuit()
        self._client = _client(link, httpx.Limits(max_connections=20, max_keepalive_connections=10))
        # A kept connection may be closed by the other side just as it is used, which would leave an action's
        # result unknown: each action has a connection of its own.
        self._for_actions = _client(link, httpx.Limits(max_connections=10, max_keepalive_connections=0))

    async def look_up(self, path: str, query: Query, answer: type[T], limit: int = MAX_BYTES) -> T:
        """GET, tried again while that makes sense and there is time. Raises: OrderSystemError."""
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._link.attempts),
            wait=wait_exponential_jitter(initial=0.05, max=1, jitter=0.05),
            retry=retry_if_exception_type((NotReachedError, NoAnswerError)),
            reraise=True,
        )

        async def call() -> T:
            try:
                async with asyncio.timeout(self._link.timeout_seconds):
                    return await retrying(self._get, path, query, answer, limit)
            except TimeoutError:
                raise NoAnswerError(f"GET {path} took longer than {self._link.timeout_seconds:g} s.") from None

        return await self._counted(call)

    async def act(self, path: str, body: bytes, key: str, answer: type[T]) -> T:
        """POST once under an idempotency key. Raises: OrderSystemError."""
        return await self._counted(partial(self._post, path, body, key, answer))

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()
        await self._for_actions.aclose()

    async def _counted(self, call: Callable[[], Awaitable[T]]) -> T:
        if not self._circuit.lets_through():
            raise NotReachedError("The order system failed repeatedly and is left alone for a while.")
        try:
            result = await call()
        except (*_LIKE_DOWN, asyncio.CancelledError):
            # Cancelled: whoever asked has waited long enough.
            self._circuit.failed()
            raise
        except OrderSystemError:
            self._circuit.succeeded()
            raise
        self._circuit.succeeded()
        return result

    async def _get(self, path: str, query: Query, answer: type[T], limit: int) -> T:
        request = self._client.build_request("GET", self._url(path), params=list(query))
        return await self._exchange(self._client, request, b"", "", path, answer, limit)

    async def _post(self, path: str, body: bytes, key: str, answer: type[T]) -> T:
        headers = {"Content-Type": "application/json", IDEMPOTENCY: key}
        request = self._for_actions.build_request("POST", self._url(path), content=body, headers=headers)
        try:
            async with asyncio.timeout(self._link.action_timeout_seconds):
                return await self._exchange(self._for_actions, request, body, key, path, answer, MAX_BYTES)
        except TimeoutError:
            raise NoAnswerError(f"POST {path} took longer than {self._link.action_timeout_seconds:g} s.") from None

    def _url(self, path: str) -> str:
        return self._link.url.rstrip("/") + path

    async def _exchange(
        self,
        client: httpx.AsyncClient,
        request: httpx.Request,
        body: bytes,
        key: str,
        path: str,
        answer: type[T],
        limit: int,
    ) -> T:
        call = f"{request.method} {path}"
        target = request.url.raw_path.decode("ascii")
        stamp = int(self._wall())
        headers = credential_headers(self._link.auth, self._secret, request.method, target, body, key, stamp)
        request.headers.update(headers)
        try:
            response = await client.send(request, stream=True)
            try:
                _check_status(call, response.status_code)
                content = await _read(call, response, limit)
            finally:
                await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise NotReachedError(f"{call}: no connection; check order_backend.url and that the system runs.") from None
        except httpx.HTTPError:
            raise NoAnswerError(f"{call}: the connection broke before there was an answer.") from None
        return _parsed(call, response.headers, content, answer)


def _client(link: OrderBackendLink, limits: httpx.Limits) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        # No redirects and no proxies of the environment: a credential goes to the address that was written down.
        follow_redirects=False,
        trust_env=False,
        timeout=httpx.Timeout(max(link.timeout_seconds, link.action_timeout_seconds), connect=link.timeout_seconds),
        limits=limits,
        # Unpacked answers could be of any size.
        headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "kefu"},
    )


def _check_status(call: str, status: int) -> None:
    if status == 200:
        return
    if status in (429, 503):
        raise NotReachedError(f"{call} was answered {status}: the system is busy or down.")
    if status >= 500:
        raise NoAnswerError(f"{call} was answered {status}: the system failed.")
    if status == 409:
        raise KeyUsedError(f"{call} was answered 409: the idempotency key stands for another action.")
    if status in (401, 403):
        raise RefusedError(f"{call} was answered {status}: check the credential of order_backend.")
    if status >= 400:
        raise RefusedError(f"{call} was answered {status}: check order_backend.url and the system's contract.")
    raise BadAnswerError(f"{call} was answered {status}, not 200; redirects are not followed.")


async def _read(call: str, response: httpx.Response, limit: int) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise BadAnswerError(f"{call}: a compressed answer was not asked for.")
    content = bytearray()
    async for part in response.aiter_raw():
        content += part
        if len(content) > limit:
            raise BadAnswerError(f"{call}: the answer is over {limit // 1024**2} MB.")
    return bytes(content)


def _parsed(call: str, headers: Mapping[str, str], content: bytes, answer: type[T]) -> T:
    if media_type(headers) != "application/json":
        raise BadAnswerError(f"{call}: the answer is not application/json.")
    try:
        return answer.model_validate_json(content)
    except ValidationError as error:
        raise BadAnswerError(f"{call}, {first_fault(error)}.") from None
