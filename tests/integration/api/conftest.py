"""A shop with one policy, and the whole application over it in this process: starting one costs seconds."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from api.app import create_app
from api.services import Services
from backends.credentials import StoredCredentials
from backends.settings import Settings
from commands.compose import composed
from domain.credentials import Role
from domain.ids import ShopId
from domain.shop import Shop

SHOP = ShopId("bulanpu")
POLICY = "# 退换说明\n\n## 布料\n\n未裁剪的布料签收后{days}天内可以退，运费买家出。\n\n## 纽扣\n\n纽扣拆封不退。\n"


@dataclass
class Desk:
    """One credential's view of the application."""

    client: httpx.AsyncClient
    secret: str

    async def get(self, path: str) -> Any:
        """The body of a 200."""
        answer = await self.client.get(path, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: dict[str, Any], status: int = 200) -> Any:
        """The body of an answer of this status."""
        answer = await self.client.post(path, json=body, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def upload(self, **files: str) -> dict[str, Any]:
        """Hand in files (``退换说明_md="…"``) and wait until the job is over."""
        parts = [("files", (name.replace("_", "."), text.encode())) for name, text in files.items()]
        answer = await self.client.post("/v1/documents", files=parts, headers=self.headers)
        assert answer.status_code == 202, answer.text
        return await self.finished(answer.json()["job_id"])

    async def finished(self, job_id: str) -> dict[str, Any]:
        """The job, once it is over."""
        while True:
            job: dict[str, Any] = await self.get(f"/v1/ingest-jobs/{job_id}")
            if job["status"] in ("done", "failed"):
                return job
            await asyncio.sleep(0.02)

    async def document(self, name: str) -> dict[str, Any]:
        """A document as listed."""
        found: list[dict[str, Any]] = (await self.get("/v1/documents"))["documents"]
        return next(d for d in found if d["name"] == name)

    @property
    def headers(self) -> dict[str, str]:
        """Who asks."""
        return {"Authorization": f"Bearer {self.secret}"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder."""
    return tmp_path / "data"


@pytest_asyncio.fixture
async def services(data: Path, tmp_path: Path) -> AsyncIterator[Services]:
    """Everything composed, with the policy taken in."""
    file = tmp_path / "退换说明.md"
    file.write_text(POLICY.format(days=6), encoding="utf-8")
    async with composed(Settings(data_dir=data)) as made:
        await made.ports.shops.put_shop(Shop(id=SHOP))
        await made.ingestor.ingest(SHOP, [file])
        yield made


@pytest_asyncio.fixture
async def client(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    """The application, asked without a network."""
    app = create_app(services)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://kefu", timeout=60) as made,
    ):
        yield made


@pytest_asyncio.fixture
async def admin(client: httpx.AsyncClient, services: Services) -> Desk:
    """An operator."""
    return await _desk(client, services, Role.ADMIN)


@pytest_asyncio.fixture
async def visitor(client: httpx.AsyncClient, services: Services) -> Desk:
    """An anonymous customer."""
    return await _desk(client, services, Role.CUSTOMER)


async def _desk(client: httpx.AsyncClient, services: Services, role: Role) -> Desk:
    assert isinstance(services.credentials, StoredCredentials)
    return Desk(client, await services.credentials.create_key(SHOP, role))
