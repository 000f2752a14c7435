"""Requests that a careless or hostile client makes about what was kept back: an answer in words, never a 500."""

import asyncio

import httpx

from api.services import Services
from backends.credentials import StoredCredentials
from domain.credentials import Role
from domain.ids import ShopId
from domain.shop import Shop
from tests.integration.api.conftest import Desk
from tests.integration.api.test_quarantine import ORDER, TEXT

STRANGE = ["hld_0", "HLD_0", "0", "-1", "doc_1", "null", "undefined", "hld_" + "9" * 60, "a", "_" * 64]
WRONG = ["hld 0", "hld%2f0", "%00", "%2e%2e%2faudit", "hld_0;drop", "hld_0'--", "é" * 8 + "!", "x" * 65, "<svg>", "%0a"]
QUERIES = ["status=open", "status=", "offset=-1", "offset=99999999999", "limit=0", "limit=201", "limit=x", "offset=1e3"]


async def _held(admin: Desk) -> str:
    await admin.upload(缝纫机_md=TEXT)
    (item,) = (await admin.get("/v1/quarantine?status=waiting"))["items"]
    return f"/v1/quarantine/{item['item_id']}"


async def _status(desk: Desk, path: str, **more: object) -> int:
    answer = await desk.client.post(path, headers=desk.headers, **more)  # type: ignore[arg-type]
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code


async def test_wrong_ids_and_questions_are_told_in_words_that_echo_nothing(admin: Desk) -> None:
    ids = [*((i, {404}) for i in STRANGE), *((i, {404, 422}) for i in WRONG)]
    for act in ("", "/release", "/reject"):
        send = admin.client.post if act else admin.client.get
        for item, allowed in ids:
            answer = await send(f"/v1/quarantine/{item}{act}", headers=admin.headers)
            assert answer.status_code in allowed, (item, act, answer.status_code)
            assert not any(word in answer.text for word in ("svg", "drop"))
    for query in QUERIES:
        answer = await admin.client.get(f"/v1/quarantine?{query}", headers=admin.headers)
        assert answer.status_code == 422, query
        assert query.partition("=")[0] in answer.text


async def test_deciding_twice_comes_to_the_same_and_is_published_once(admin: Desk) -> None:
    path = await _held(admin)
    first = await admin.post(f"{path}/release", {})
    document = f"/v1/documents/{first['document_id']}"
    before = (await admin.get(document))["generation"]
    again = await admin.client.post(f"{path}/release", headers=admin.headers)
    assert again.status_code in {200, 409}
    assert (await admin.get(document))["generation"] == before
    texts = [c["text"] for c in (await admin.get(f"{document}/chunks"))["chunks"]]
    assert texts.count(ORDER) == 1


async def test_of_two_people_who_decide_at_once_the_later_is_told_or_both_agree(
    admin: Desk, services: Services
) -> None:
    assert isinstance(services.credentials, StoredCredentials)
    other = Desk(admin.client, await services.credentials.create_key(ShopId("bulanpu"), Role.ADMIN))
    path = await _held(admin)
    statuses = await asyncio.gather(
        *(_status(desk, f"{path}/{act}") for act in ("release", "reject") for desk in (admin, other) for _ in range(3))
    )
    assert set(statuses) <= {200, 409}
    assert 200 in statuses
    shown = await admin.get(path)
    texts = [c["text"] for c in (await admin.get(f"/v1/documents/{shown['document_id']}/chunks"))["chunks"]]
    assert (ORDER in texts) == (shown["status"] == "released")
    entries = (await admin.get("/v1/audit?act=quarantine"))["entries"]
    assert len(entries) == statuses.count(200)


async def test_a_decision_while_the_document_is_fed_anew_and_deleted_never_breaks(admin: Desk) -> None:
    path = await _held(admin)
    document = (await admin.get(path))["document_id"]

    async def deleted() -> int:
        answer: httpx.Response = await admin.client.delete(f"/v1/documents/{document}", headers=admin.headers)
        return answer.status_code

    statuses = await asyncio.gather(
        _status(admin, f"{path}/release"),
        deleted(),
        _status(admin, f"{path}/reject"),
        _status(admin, f"{path}/release"),
    )
    assert set(statuses) <= {200, 204, 404, 409}
    assert (await admin.get(f"/v1/documents/{document}"))["status"] in {"deleted", "live"}


async def test_bodies_that_nobody_asked_for_and_other_methods_break_nothing(admin: Desk) -> None:
    path = await _held(admin)
    assert await _status(admin, f"{path}/release", content=b"x" * (60 << 20)) in {200, 413}
    for content, kind in (
        (b"\xff\xfe{", "application/json"),
        (b"[" * 5000, "application/json"),
        (b"a=b", "text/plain"),
    ):
        answer = await admin.client.post(
            f"{path}/reject", content=content, headers={**admin.headers, "content-type": kind}
        )
        assert answer.status_code in {200, 400, 409, 415, 422}
    for method in ("PUT", "PATCH", "DELETE"):
        answer = await admin.client.request(method, path, headers=admin.headers)
        assert answer.status_code == 405


async def test_another_shop_sees_and_decides_nothing(admin: Desk, services: Services) -> None:
    assert isinstance(services.credentials, StoredCredentials)
    path = await _held(admin)
    await services.ports.shops.put_shop(Shop(id=ShopId("nebendran")))
    stranger = Desk(admin.client, await services.credentials.create_key(ShopId("nebendran"), Role.ADMIN))
    assert (await stranger.get("/v1/quarantine"))["items"] == []
    missing = (await stranger.post("/v1/quarantine/hld_0/release", {}, status=404))["detail"]
    assert (await stranger.post(f"{path}/release", {}, status=404))["detail"] == missing
    assert (await stranger.client.get(path, headers=stranger.headers)).status_code == 404
    assert (await admin.get(path))["status"] == "waiting"
