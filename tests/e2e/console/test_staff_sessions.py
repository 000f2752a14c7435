"""People sign in, work in the inbox and are kept to their role, over a real server."""

import json
import time
import uuid
from pathlib import Path
from typing import Any

import httpx
import pyotp

from tests.e2e.console.person import PASSWORD, Person, hire, new_login
from tests.e2e.served_shop import Caller, Server, kefu


def _audit(boss: Person) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = boss.get("/v1/audit", limit=200)["entries"]
    return entries


def test_a_session_is_a_cookie_that_pages_cant_read(clerk: Person) -> None:
    assert clerk.get("/v1/session")["account"]["name"] == "小林"
    (cookie,) = [c for c in clerk.client.cookies.jar if c.name == "kefu_session"]
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    assert clerk.client.delete("/v1/session").status_code == 204
    assert clerk.client.get("/v1/session").status_code == 401
    assert clerk.client.get("/v1/inbox").status_code == 401


def test_a_change_without_the_sessions_token_is_refused(clerk: Person) -> None:
    body = {"text": "您好"}
    right = clerk.client.headers.pop("X-CSRF-Token")
    for wrong in ({}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": right.swapcase()}):
        answer = clerk.client.post("/v1/copilot/screenings", json=body, headers=wrong)
        assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert clerk.client.delete("/v1/session").status_code == 403
    assert clerk.client.post("/v1/copilot/screenings", json=body, headers={"X-CSRF-Token": right}).status_code == 200


def test_a_second_factor_guards_the_next_sign_in(clerk: Person, shop_server: Server) -> None:
    totp = pyotp.parse_uri(clerk.post("/v1/staff/me/second-factor").json()["otpauth"])
    assert isinstance(totp, pyotp.TOTP)
    assert clerk.post("/v1/staff/me/second-factor/confirm", {"code": "abcdef"}).status_code == 422
    assert clerk.post("/v1/staff/me/second-factor/confirm", {"code": totp.now()}).status_code == 204
    login = clerk.view["account"]["login"]
    without = httpx.post(f"{shop_server.base}/v1/session", json={"login": login, "password": PASSWORD})
    assert without.status_code == 401
    assert Person(shop_server.base, login, code=totp.at(int(time.time()) + 30)).view["account"]["second_factor"]


def test_an_agent_manages_neither_people_nor_keys(clerk: Person) -> None:
    assert clerk.post("/v1/staff", {"login": new_login(), "password": PASSWORD}).status_code == 403
    assert clerk.client.get("/v1/keys").status_code == 403
    assert clerk.client.get("/v1/audit").status_code == 403
    assert (
        clerk.client.patch(f"/v1/staff/{clerk.view['account']['staff_id']}", json={"role": "admin"}).status_code == 403
    )


def test_an_admin_lets_people_in_and_shuts_them_out_and_all_of_it_is_written_down(
    boss: Person, shop_server: Server
) -> None:
    login = new_login()
    made = boss.post("/v1/staff", {"login": login, "password": PASSWORD, "name": "新人"})
    assert made.status_code == 201
    staff_id = made.json()["staff_id"]
    assert boss.post("/v1/staff", {"login": login, "password": PASSWORD}).status_code == 422
    newcomer = Person(shop_server.base, login)
    assert boss.client.patch(f"/v1/staff/{staff_id}", json={"active": False}).json()["active"] is False
    assert newcomer.client.get("/v1/inbox").status_code == 401
    acts = [(entry["act"], entry["actor"]) for entry in _audit(boss) if entry["subject"] == staff_id]
    assert acts == [
        ("staff.change", boss.view["account"]["staff_id"]),
        ("session.open", staff_id),
        ("staff.add", boss.view["account"]["staff_id"]),
    ]
    assert PASSWORD not in json.dumps(_audit(boss))


def test_a_key_is_made_used_and_revoked(boss: Person, shop_server: Server) -> None:
    secret = boss.post("/v1/keys", {"role": "agent"}).json()["secret"]
    caller = Caller(shop_server.base, secret)
    assert caller.get("/v1/inbox").status_code == 200
    newest = boss.get("/v1/keys")["keys"][-1]
    assert secret not in json.dumps(newest)
    assert boss.client.delete(f"/v1/keys/{newest['key_id']}").status_code == 204
    assert caller.get("/v1/inbox").status_code == 401


def test_the_inbox_shows_a_handoff_until_it_is_handed_back(boss: Person, clerk: Person, passer_by: Caller) -> None:
    conversation = passer_by.say("我要找人工客服")["conversation_id"]
    rows = clerk.get("/v1/inbox", view="waiting", q=conversation)["rows"]
    (row,) = [row for row in rows if row["conversation_id"] == conversation]
    assert row["topic"] == "human_request"
    assert row["waiting_since"] < row["due_at"]
    assert clerk.post(f"/v1/conversations/{conversation}/claim").status_code == 200
    assert boss.post(f"/v1/conversations/{conversation}/claim").status_code == 409
    mine = clerk.get("/v1/inbox", view="mine")["rows"]
    assert [row["conversation_id"] for row in mine] == [conversation]
    assert clerk.post(f"/v1/conversations/{conversation}/messages", {"text": "您好，我来帮您看。"}).status_code == 200
    assert clerk.post(f"/v1/conversations/{conversation}/release").status_code == 200
    assert clerk.get("/v1/inbox", view="mine")["rows"] == []


def test_the_inbox_stream_says_when_to_look_again(clerk: Person, passer_by: Caller) -> None:
    with clerk.client.stream("GET", "/v1/inbox/events", timeout=20) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: ready"
        passer_by.say("你好")
        assert "event: changed" in lines


def test_the_stream_ends_with_the_session(clerk: Person) -> None:
    with clerk.client.stream("GET", "/v1/inbox/events", timeout=20) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: ready"
        httpx.delete(
            str(clerk.client.base_url) + "/v1/session",
            headers={"X-CSRF-Token": clerk.client.headers["X-CSRF-Token"]},
            cookies=clerk.client.cookies,
        )
        assert [line for line in lines if line.startswith("event:")] == ["event: signed_out"]


def test_another_shops_people_see_nothing_of_this_one(shop_data: Path, shop_server: Server, passer_by: Caller) -> None:
    conversation = passer_by.say("我要找人工客服")["conversation_id"]
    shop = f"s{uuid.uuid4().hex[:8]}"
    kefu(shop_data, "shop", "create", shop)
    login = new_login()
    hire(shop_data, shop, login, "admin")
    stranger = Person(shop_server.base, login)
    assert stranger.get("/v1/inbox", view="all")["total"] == 0
    for path in ("claim", "release"):
        assert stranger.post(f"/v1/conversations/{conversation}/{path}").status_code == 404
    assert {account["login"] for account in stranger.get("/v1/staff")["accounts"]} == {login}
