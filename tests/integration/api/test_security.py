"""What a credential may do, and what every answer carries."""

import json
from contextlib import ExitStack

import httpx
import pytest

from api.limits import MAX_FOLLOWERS
from api.services import Services
from domain.credentials import Role
from tests.integration.api.conftest import SHOP, Desk


async def _scoped(services: Services, *scopes: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {await services.credentials.create_key(SHOP, Role.ADMIN, scopes)}"}


async def test_a_scoped_key_reaches_its_part_of_the_api_and_no_other(
    services: Services, client: httpx.AsyncClient
) -> None:
    key = await _scoped(services, "documents:read", "chat")
    assert (await client.get("/v1/documents", headers=key)).status_code == 200
    assert (await client.post("/v1/chat", json={"message": "布料能退吗"}, headers=key)).status_code == 200
    refused = [
        await client.delete("/v1/documents/doc_1", headers=key),
        await client.get("/v1/conversations", headers=key),
        await client.get("/v1/keys", headers=key),
        await client.get("/v1/audit", headers=key),
    ]
    assert [answer.status_code for answer in refused] == [403] * 4
    assert "documents" in refused[0].json()["detail"]


async def test_every_operation_has_a_part_that_scopes_can_name(client: httpx.AsyncClient) -> None:
    from typing import get_args

    from domain.credentials import Area

    document = (await client.get("/openapi.json")).json()
    guarded = {
        operation["tags"][0]
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if path.startswith("/v1")
    }
    assert guarded <= set(get_args(Area))


async def test_answers_of_the_api_are_neither_kept_nor_framed(client: httpx.AsyncClient, admin: Desk) -> None:
    for path in ("/v1/documents", "/v1/nowhere"):
        headers = (await client.get(path, headers=admin.headers)).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "Strict-Transport-Security" not in headers
    secure = await client.get("https://kefu/healthz")
    assert "max-age" in secure.headers["Strict-Transport-Security"]


async def test_visitors_with_one_key_dont_find_each_others_conversations(visitor: Desk, admin: Desk) -> None:
    said = await visitor.post("/v1/chat", {"message": "布料能退吗"})
    assert (await visitor.get("/v1/conversations"))["conversations"] == []
    assert len((await admin.get("/v1/conversations"))["conversations"]) == 1
    assert len((await visitor.get(f"/v1/conversations/{said['conversation_id']}"))["messages"]) == 2


async def test_a_list_of_approvals_says_that_there_are_more(admin: Desk) -> None:
    assert await admin.get("/v1/approvals?limit=1") == {"approvals": [], "more": False}


@pytest.mark.parametrize("path", ["/v1/conversations/con_%00", "/v1/conversations/%ED%A0%80", "/v1/documents/%00"])
async def test_an_odd_id_is_simply_not_there(client: httpx.AsyncClient, admin: Desk, path: str) -> None:
    answer = await client.get(path, headers=admin.headers)
    assert answer.status_code in (404, 405)
    assert json.loads(answer.text)["status"] == answer.status_code


async def test_a_place_in_the_events_that_no_log_has_is_refused(client: httpx.AsyncClient, visitor: Desk) -> None:
    said = await visitor.post("/v1/chat", {"message": "布料能退吗"})
    for number in (str(2**31), "9" * 30):
        headers = {**visitor.headers, "Last-Event-ID": number}
        answer = await client.get(f"/v1/conversations/{said['conversation_id']}/events", headers=headers)
        assert answer.status_code == 422


async def test_only_an_upload_may_be_very_large(client: httpx.AsyncClient, admin: Desk) -> None:
    large = b"x" * (17 << 20)
    for path in ("/v1/chat", "/v1/session", "/v1/copilot/records", "/v1/chat/completions"):
        answer = await client.post(path, content=large, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413, path
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["x-content-type-options"] == "nosniff"
    answer = await client.post("/v1/documents", files=[("files", ("退换.txt", large))], headers=admin.headers)
    assert answer.status_code == 202


async def test_files_that_no_folder_could_hold_side_by_side_are_refused(client: httpx.AsyncClient, admin: Desk) -> None:
    for names in (["长" * 90 + ".md"], ["退换.md", "退换.md"]):
        files = [("files", (name, b"# title")) for name in names]
        answer = await client.post("/v1/documents", files=files, headers=admin.headers)
        assert (answer.status_code, "name" in answer.json()["detail"]) == (422, True)


async def test_a_conversation_has_so_many_followers_and_no_more(
    services: Services, client: httpx.AsyncClient, visitor: Desk
) -> None:
    talk = (await visitor.post("/v1/chat", {"message": "布料能退吗"}))["conversation_id"]
    with ExitStack() as followers:
        for _ in range(MAX_FOLLOWERS):
            followers.enter_context(services.hub.listening(talk))
        answer = await client.get(f"/v1/conversations/{talk}/events", headers=visitor.headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "15")
