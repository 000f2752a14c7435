"""What a document tells: its chunks, its changes, the replies that cited it."""

from tests.integration.api.conftest import POLICY, Desk


async def test_a_document_tells_its_chunks_and_what_changed(admin: Desk) -> None:
    path = f"/v1/documents/{(await admin.document('退换说明.md'))['document_id']}"
    (report,) = (await admin.upload(退换说明_md=POLICY.format(days=9)))["reports"]
    assert (report["result"], report["chunks_added"], report["chunks_removed"]) == ("updated", 1, 1)
    assert [g["live"] for g in (await admin.get(f"{path}/generations"))["generations"]] == [True, False]
    changed = await admin.get(f"{path}/difference?before=1")
    assert (changed["after"], changed["unchanged"]) == (2, 1)
    assert ("9天" in changed["added"][0]["text"], "6天" in changed["removed"][0]["text"]) == (True, True)
    assert [c["ordinal"] for c in (await admin.get(f"{path}/chunks?offset=1"))["chunks"]] == [1]
    assert (await admin.client.get(f"{path}/chunks?generation=7", headers=admin.headers)).status_code == 404
    assert (await admin.post(f"{path}/rollback", {}))["generation"] == 1


async def test_the_replies_that_cited_a_document_are_found(admin: Desk, visitor: Desk) -> None:
    said = await visitor.post("/v1/chat", {"message": "未裁剪的布料几天内可以退？"})
    path = f"/v1/documents/{(await admin.document('退换说明.md'))['document_id']}"
    (reply,) = (await admin.get(f"{path}/citations"))["replies"]
    assert (reply["conversation_id"], reply["text"]) == (said["conversation_id"], said["reply"]["text"])
    assert [c["quote"] for c in reply["citations"]] == [c["quote"] for c in said["citations"]]
    assert (await admin.get(f"{path}/citations?generation=2"))["replies"] == []


async def test_a_document_tells_how_it_stands_today(admin: Desk) -> None:
    await admin.upload(
        新规_md="# 新规\n\n本规定自2020年1月1日起施行，原《退换说明》同时废止。\n\n布料一概不退。\n",
        活动_md="---\nexpires_on: 2020-02-01\n---\n# 活动\n\n满百减十。\n",
        明年_md="---\neffective_from: 2099-01-01\n---\n# 明年\n\n满百减二十。\n",
    )
    old = await admin.document("退换说明.md")
    assert (old["standing"], old["superseded_by"]) == ("superseded", "新规.md")
    standings = {name: (await admin.document(name))["standing"] for name in ("新规.md", "活动.md", "明年.md")}
    assert standings == {"新规.md": "in_force", "活动.md": "expired", "明年.md": "not_yet"}
