"""What an operator does with documents, on a real store and a real index."""

from pathlib import Path

import pytest

from backends.knowledge.chroma_index import ChromaIndex
from backends.sql.documents import SqlDocumentStore
from domain.documents import IngestJob, IngestReport
from domain.errors import InvalidInputError, NotFoundError
from domain.shop import DocumentRule
from ingest.preparers import Preparer
from ingest.service import IngestService
from ingest.settings import IngestSettings
from tests.integration.ingest.conftest import SHOP


def _results(reports: list[IngestReport]) -> dict[str, str]:
    return {report.name: report.result for report in reports}


async def _texts(store: SqlDocumentStore) -> set[str]:
    return {chunk.text for chunk in await store.live_chunks(SHOP)}


async def test_a_folder_goes_in_and_is_searchable(
    service: IngestService, store: SqlDocumentStore, index: ChromaIndex, folder: Path
) -> None:
    reports = await service.ingest(SHOP, [folder])
    assert set(_results(reports).values()) == {"added"}
    assert await index.count(SHOP) == sum(report.chunks for report in reports) == len(await store.live_chunks(SHOP))
    assert "尺码：S；胸围：88" in await _texts(store)


async def test_unchanged_files_are_not_parsed_again(service: IngestService, folder: Path) -> None:
    await service.ingest(SHOP, [folder])

    def refuse(_: IngestSettings) -> Preparer:
        raise AssertionError("nothing should be prepared")

    service._batches.make_preparer = refuse
    assert set(_results(await service.ingest(SHOP, [folder])).values()) == {"unchanged"}


async def test_a_changed_file_is_published_anew_and_can_be_rolled_back(
    service: IngestService, store: SqlDocumentStore, index: ChromaIndex, folder: Path
) -> None:
    await service.ingest(SHOP, [folder])
    (folder / "会员.md").write_text("# 会员\n\n积分永久有效。\n", encoding="utf-8")
    (report,) = [r for r in await service.ingest(SHOP, [folder]) if r.result == "updated"]
    assert (report.generation, report.reason) == (2, "分段 +1 −1 (chunks)")
    assert report.document_id is not None
    assert "积分永久有效。" in await _texts(store)
    back = await service.rollback(SHOP, report.document_id)
    assert (back.generation, back.live) == (1, True)
    assert "积分年底清零。" in await _texts(store)
    assert "积分永久有效。" not in await _texts(store)


async def test_only_the_generation_before_is_kept(
    service: IngestService, store: SqlDocumentStore, index: ChromaIndex, folder: Path
) -> None:
    for number in range(4):
        (folder / "会员.md").write_text(f"# 会员\n\n第{number}版。\n", encoding="utf-8")
        await service.ingest(SHOP, [folder / "会员.md"])
    document = await store.document_named(SHOP, "会员.md")
    assert document is not None
    assert [g.generation for g in await store.generations(SHOP, document.document_id)] == [4, 3]
    assert await index.count(SHOP) == 2


async def test_a_deleted_document_stops_answering_and_comes_back_when_fed_again(
    service: IngestService, store: SqlDocumentStore, index: ChromaIndex, folder: Path
) -> None:
    await service.ingest(SHOP, [folder])
    document = await store.document_named(SHOP, "会员.md")
    assert document is not None
    await service.delete(SHOP, document.document_id)
    assert "积分年底清零。" not in await _texts(store)
    assert await index.count(SHOP) == len(await store.live_chunks(SHOP))
    assert _results(await service.ingest(SHOP, [folder]))["会员.md"] == "added"
    assert "积分年底清零。" in await _texts(store)


async def test_erasing_leaves_neither_text_nor_vector(
    service: IngestService, store: SqlDocumentStore, index: ChromaIndex, folder: Path
) -> None:
    await service.ingest(SHOP, [folder])
    document = await store.document_named(SHOP, "会员.md")
    assert document is not None
    hashes = [c.content_hash for c in await store.live_chunks(SHOP, [document.document_id])]
    await service.delete(SHOP, document.document_id, erase=True)
    assert await store.staged_chunks(SHOP, document.document_id, document.generation) == []
    assert await store.vectors("any", hashes) == {}


async def test_a_dry_run_reports_and_changes_nothing(
    service: IngestService, store: SqlDocumentStore, folder: Path
) -> None:
    await service.ingest(SHOP, [folder / "会员.md"])
    (folder / "会员.md").write_text("# 会员\n\n积分永久有效。\n\n## 等级\n\n三档。\n", encoding="utf-8")
    before = await store.manifest(SHOP)
    reports = {r.name: r for r in await service.ingest(SHOP, [folder], dry_run=True)}
    assert (reports["会员.md"].result, reports["会员.md"].reason) == ("updated", "分段 +2 −1 (chunks)")
    assert reports["尺码.csv"].result == "added"
    assert await store.manifest(SHOP) == before
    assert len(await store.documents(SHOP)) == 1


async def test_pruning_removes_what_is_gone_but_brakes_before_a_third(
    service: IngestService, store: SqlDocumentStore, folder: Path
) -> None:
    await service.ingest(SHOP, [folder])
    (folder / "会员.md").unlink()
    assert _results(await service.ingest(SHOP, [folder], prune=True))["会员.md"] == "removed"
    (folder / "尺码.csv").unlink()
    (folder / "运费说明.txt").unlink()
    with pytest.raises(InvalidInputError):
        await service.ingest(SHOP, [folder], prune=True)
    assert len(await store.documents(SHOP)) == 3
    await service.ingest(SHOP, [folder], prune=True, force=True)
    assert [d.name for d in await store.documents(SHOP)] == ["退货政策.md"]


async def test_one_bad_file_does_not_stop_the_rest_and_the_old_version_stays(
    service: IngestService, store: SqlDocumentStore, folder: Path
) -> None:
    await service.ingest(SHOP, [folder / "会员.md"])
    (folder / "会员.md").write_bytes(b"")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    reports = {r.name: r for r in await service.ingest(SHOP, [folder, folder / "没有.md"])}
    assert reports["坏.docx"].result == reports["会员.md"].result == reports["没有.md"].result == "rejected"
    assert "原有版本继续使用" in reports["会员.md"].reason
    assert reports["退货政策.md"].result == "added"
    assert "积分年底清零。" in await _texts(store)
    assert {d.name: d.status for d in await store.documents(SHOP)}["坏.docx"] == "rejected"
    assert _results(await service.ingest(SHOP, [folder / "坏.docx"])) == {"坏.docx": "rejected"}


async def test_two_files_of_one_name_are_told_apart(service: IngestService, folder: Path) -> None:
    (folder / "旧").mkdir()
    (folder / "旧" / "会员.md").write_text("# 会员\n\n旧的。\n", encoding="utf-8")
    results = [r.result for r in await service.ingest(SHOP, [folder]) if r.name == "会员.md"]
    assert sorted(results) == ["added", "rejected"]


async def test_links_out_of_the_folder_are_not_followed(service: IngestService, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("密码", encoding="utf-8")
    (folder / "链接.txt").symlink_to(secret)
    assert _results(await service.ingest(SHOP, [folder]))["链接.txt"] == "rejected"


async def test_shop_yaml_decides_over_the_documents_own_words(
    service: IngestService, store: SqlDocumentStore, folder: Path, rules: dict[str, DocumentRule]
) -> None:
    rules["会员.md"] = DocumentRule(audience="internal", title="会员制度", supersedes=("退货政策.md",))
    await service.ingest(SHOP, [folder])
    document = await store.document_named(SHOP, "会员.md")
    assert document is not None
    assert (document.audience, document.title, document.supersedes) == ("internal", "会员制度", ("退货政策.md",))
    rules["会员.md"] = DocumentRule()
    assert _results(await service.ingest(SHOP, [folder]))["会员.md"] == "updated"


async def test_a_replaced_document_named_by_its_title_is_resolved_whatever_the_order(
    service: IngestService, store: SqlDocumentStore, folder: Path
) -> None:
    new = folder / "新规.md"
    new.write_text("# 退货政策（新）\n\n本政策自2026年9月1日起施行，原《退货政策》同时废止。\n", encoding="utf-8")
    await service.ingest(SHOP, [new])
    await service.ingest(SHOP, [folder])
    document = await store.document_named(SHOP, "新规.md")
    assert document is not None
    assert document.supersedes == ("退货政策.md",)


async def test_the_same_passage_in_two_documents_is_marked(
    service: IngestService, store: SqlDocumentStore, folder: Path
) -> None:
    text = "签收后七天内可以无理由退货，包装和吊牌要完整，运费由您承担，退款原路返回。"
    for name in ("甲.txt", "乙.txt"):
        (folder / name).write_text(text, encoding="utf-8")
    await service.ingest(SHOP, [folder])
    copies = [chunk for chunk in await store.live_chunks(SHOP) if chunk.text == text]
    assert sorted(chunk.duplicate_of is None for chunk in copies) == [False, True]


async def test_the_index_is_made_again_from_sql(
    service: IngestService, store: SqlDocumentStore, index: ChromaIndex, folder: Path
) -> None:
    await service.ingest(SHOP, [folder])
    before = await index.count(SHOP)
    await index.drop(SHOP)
    assert await service.rebuild() == before == await index.count(SHOP)


async def test_a_job_shows_its_progress_and_removes_its_files(service: IngestService, folder: Path) -> None:
    seen: list[IngestJob] = []
    await service.ingest(SHOP, [folder], progress=seen.append)
    assert [job.done for job in seen] == sorted(job.done for job in seen)
    assert (seen[-1].status, seen[-1].done, len(seen[-1].reports)) == ("done", 4, 4)
    upload = folder / "上传.txt"
    upload.write_text("闭店时间21点。", encoding="utf-8")
    job = await service.start(SHOP, [upload])
    await service.idle()
    done = await service.job(SHOP, job.job_id)
    assert (done.status, done.reports[0].result) == ("done", "added")
    assert not upload.exists()


async def test_unknown_jobs_documents_and_generations_are_not_found(service: IngestService, folder: Path) -> None:
    with pytest.raises(NotFoundError):
        await service.job(SHOP, "job_none")
    (report,) = await service.ingest(SHOP, [folder / "会员.md"])
    assert report.document_id is not None
    with pytest.raises(NotFoundError):
        await service.rollback(SHOP, report.document_id)
