import pytest

from domain.documents import Chunk
from domain.ids import ChunkId, DocumentId
from ingest.duplicates import DuplicateFinder

TEXT = "签收后七天内可以无理由退货，包装和吊牌要完整，运费由您承担，退款原路返回，大约3个工作日到账。"


def _chunk(document: str, text: str, **more: object) -> Chunk:
    values = {
        "chunk_id": ChunkId(f"{document}:1:0"),
        "document_id": DocumentId(document),
        "generation": 1,
        "ordinal": 0,
    }
    return Chunk.model_validate({**values, "text": text, "title": "", **more})


def _original(first: Chunk, second: Chunk) -> str | None:
    finder = DuplicateFinder()
    finder.add(first)
    return finder.original_of(second, second.document_id)


@pytest.mark.parametrize("copy", [TEXT, TEXT.replace("，", "、"), f"{TEXT}！"])
def test_a_near_copy_points_to_the_original(copy: str) -> None:
    assert _original(_chunk("a", TEXT), _chunk("b", copy)) == "a:1:0"


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("3个", "5个"),
        TEXT.replace("可以", "不可以"),
        TEXT.replace("无理由", "有理由"),
        "完全不同的一段话，讲的是怎么清洗帐篷和晾干帐篷。",
        "短",
    ],
)
def test_other_numbers_or_negations_make_another_statement(other: str) -> None:
    assert _original(_chunk("a", TEXT), _chunk("b", other)) is None


def test_a_public_passage_never_points_to_an_internal_one() -> None:
    assert _original(_chunk("a", TEXT, audience="internal"), _chunk("b", TEXT)) is None


def test_a_documents_own_earlier_generation_is_no_original() -> None:
    assert _original(_chunk("a", TEXT), _chunk("a", TEXT)) is None
