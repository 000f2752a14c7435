"""A person with an account and a session, over plain HTTP."""

import asyncio
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import httpx

from backends.connect import connect_stores
from backends.settings import Settings
from commands.secrets import customer_token
from domain.credentials import Role
from domain.ids import ShopId

PASSWORD = "一壶龙井配绿豆糕-7"


def new_login() -> str:
    """A login that nobody has yet."""
    return f"p{uuid.uuid4().hex[:12]}"


def hire(data: Path, shop: str, login: str, role: str = "agent", name: str = "") -> str:
    """Create an account as `kefu staff add` does, without paying for a process; returns its id."""

    async def add() -> str:
        async with connect_stores(Settings(data_dir=data)) as stores:
            return (await stores.accounts.add(ShopId(shop), login, PASSWORD, Role(role), name)).staff_id

    return _aside(add())


def signed_token(data: Path, shop: str, customer_id: str) -> str:
    """A customer's token as `kefu token` prints it, without paying for a process."""
    return _aside(customer_token(Settings(data_dir=data), shop, customer_id, hours=1))


def _aside(work: Coroutine[Any, Any, str]) -> str:
    """In a thread: where the browser is driven, this one has an event loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


class Person:
    """Somebody signed in with a password."""

    def __init__(self, base: str, login: str, password: str = PASSWORD, code: str | None = None) -> None:
        """Signs in; asserts that it worked."""
        self.client = httpx.Client(base_url=base, timeout=60)
        answer = self.client.post("/v1/session", json={"login": login, "password": password, "code": code})
        assert answer.status_code == 200, answer.text
        self.view: dict[str, Any] = answer.json()
        self.client.headers["X-CSRF-Token"] = self.view["csrf_token"]

    def hire(self, login: str, name: str, role: str = "agent") -> None:
        """Let another person in, as an admin does."""
        made = self.post("/v1/staff", {"login": login, "password": PASSWORD, "name": name, "role": role})
        assert made.status_code == 201, made.text

    def get(self, path: str, **query: Any) -> Any:
        """The JSON body of a 200."""
        answer = self.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None) -> httpx.Response:
        """POST with the session's token."""
        return self.client.post(path, json=body)

    def __enter__(self) -> Self:
        """Signed in for the time of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """The connection closes; the session stays."""
        self.client.close()
