from datetime import UTC, datetime

from domain.documents import Document
from domain.ids import DocumentId, ShopId
from ingest.supersession import resolved_names


def _document(name: str, title: str = "", supersedes: tuple[str, ...] = ()) -> Document:
    return Document(
        document_id=DocumentId(name), shop=ShopId("s"), name=name, title=title or name, media_type="text/plain",
        content_hash="", size=1, supersedes=supersedes, generation=1, updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip


OLD = _document("退货政策（2025版）.docx", "青山茶庄退货政策（2025版）")


def test_a_title_a_file_name_and_a_part_of_a_title_all_lead_to_the_file() -> None:
    for written in ("退货政策（2025版）.docx", "退货政策（2025版）", "退货政策(2025版)", "青山茶庄退货政策（2025版）"):
        assert resolved_names(_document("新.md", supersedes=(written,)), [OLD]) == ("退货政策（2025版）.docx",)


def test_what_fits_nothing_or_several_stays_as_written() -> None:
    twin = _document("副本.md", "退货政策（2025版）")
    other = _document("另一份.md", "退货政策（2025版）")
    assert resolved_names(_document("新.md", supersedes=("运费说明",)), [OLD]) == ("运费说明",)
    assert resolved_names(_document("新.md", supersedes=("退货政策（2025版）",)), [twin, other]) == (
        "退货政策（2025版）",
    )
