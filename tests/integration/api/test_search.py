"""Search over HTTP: for people of the shop, with the reason for each hit."""

from tests.integration.api.conftest import Desk


async def test_a_hit_says_why_it_was_found(admin: Desk, visitor: Desk) -> None:
    await admin.upload(木工_md="# 木工台\n\n## 保养\n\n台面每季度上一次蜂蜡油。\n\n## 配送\n\n整装发货，送货上门。\n")
    (first, *_) = (await admin.post("/v1/search", {"query": "台面多久上蜂蜡油"}))["results"]
    assert first["document"] == "木工.md"
    assert (first["vector_rank"], first["lexical_rank"]) == (1, 1)
    assert "蜂蜡油" in "".join(first["matched_terms"])
    await visitor.post("/v1/search", {"query": "台面"}, status=403)
