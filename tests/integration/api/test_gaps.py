"""A gap's way: asked, not answered, answered by a person, approved once, answered from the documents."""

from typing import Any

from tests.integration.api.conftest import Desk

ANSWER = "棉布每米宽幅150厘米，麻布宽幅135厘米。"


async def gaps(admin: Desk, query: str = "") -> list[dict[str, Any]]:
    """As listed."""
    found: list[dict[str, Any]] = (await admin.get(f"/v1/gaps{query}"))["gaps"]
    return found


async def asked(visitor: Desk, *questions: str) -> list[dict[str, Any]]:
    """Each in a conversation of its own."""
    return [await visitor.post("/v1/chat", {"message": question}) for question in questions]


async def test_one_approval_publishes_what_a_person_answered(admin: Desk, visitor: Desk) -> None:
    first, second, other = await asked(visitor, "棉布宽幅多少厘米", "棉布的宽幅是多少厘米呀", "能不能教我踩缝纫机")
    assert {first["outcome"], second["outcome"], other["outcome"]} == {"abstain"}
    found = {gap["question"]: gap for gap in await gaps(admin)}
    (gap,) = [gap for question, gap in found.items() if "宽幅" in question]
    assert (gap["count"], gap["conversations"], gap["proposed"]["answer"]) == (2, 2, "")
    assert gap["gap_id"] == first["turn_id"]
    await admin.post(f"/v1/gaps/{gap['gap_id']}/decision", {"decision": "publish"}, 422)

    path = f"/v1/conversations/{first['conversation_id']}"
    await admin.post(f"{path}/claim", {})
    await admin.post(f"{path}/messages", {"text": "您好，请稍等"})
    await admin.post(f"{path}/messages", {"text": f"{ANSWER}"})
    (gap,) = [gap for gap in await gaps(admin, "?least=2") if "宽幅" in gap["question"]]
    assert gap["proposed"]["answer"] == ANSWER

    done = await admin.post(f"/v1/gaps/{gap['gap_id']}/decision", {"decision": "publish"})
    assert (done["decision"], done["turns"]) == ("published", 2)
    assert [gap["question"] for gap in await gaps(admin)] == [q for q in found if "宽幅" not in q]
    (again,) = await asked(visitor, "请问棉布宽幅多少厘米")
    assert again["outcome"] == "answer"
    assert ("150" in again["reply"]["text"], again["citations"][0]["document"]) == (True, done["document"])


async def test_an_entry_that_must_not_be_said_is_not_published(admin: Desk, visitor: Desk) -> None:
    (turn,) = await asked(visitor, "纽扣是什么树脂的")
    path = f"/v1/gaps/{turn['turn_id']}/decision"
    for answer in ("加我微信 abc12345 转账便宜", "找13912345678拿货"):
        await admin.post(path, {"decision": "publish", "answer": answer}, 422)
    assert turn["turn_id"] in [gap["gap_id"] for gap in await gaps(admin)]


async def test_a_dismissed_gap_comes_back_only_when_asked_anew(admin: Desk, visitor: Desk) -> None:
    (turn,) = await asked(visitor, "纽扣是什么树脂的")
    path = f"/v1/gaps/{turn['turn_id']}/decision"
    assert (await admin.post(path, {"decision": "dismiss"}))["turns"] == 1
    assert await gaps(admin) == []
    await admin.post(path, {"decision": "dismiss"}, 404)
    (anew,) = await asked(visitor, "纽扣是什么树脂的")
    assert [gap["gap_id"] for gap in await gaps(admin)] == [anew["turn_id"]]


async def test_customers_see_no_gaps(visitor: Desk) -> None:
    assert (await visitor.client.get("/v1/gaps", headers=visitor.headers)).status_code == 403
