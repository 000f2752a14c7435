import pytest

from ingest.audience import audience_of_front_matter, audience_of_text, is_internal_part


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("客服内部手册", ""),
        ("话术", "内部资料，请勿外传"),
        ("补偿权限", "仅供客服使用。"),
        ("流程", "严禁外传"),
        ("Returns", "Internal use only."),
        ("内部-差评处理", ""),
        ("差评处理", "给客服看的，别发给客人"),
        ("价格表（内部）", ""),
    ],
)
def test_own_words_make_a_document_internal(title: str, head: str) -> None:
    assert audience_of_text(title, "a.md", head) == "internal"


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("帐篷内部结构说明", "内部空间高1.3米"),
        ("退货政策", "请勿外借"),
        ("冰箱", "内部材质为食品级"),
        ("说明", "限客厅使用"),
    ],
)
def test_ordinary_words_do_not(title: str, head: str) -> None:
    assert audience_of_text(title, "a.md", head) == "public"


def test_a_sheet_or_section_may_be_internal_alone() -> None:
    assert is_internal_part("", "成本价")
    assert is_internal_part("仅限内部：交接", None)
    assert not is_internal_part("内部尺寸", "内部尺寸")


def test_front_matter_decides_in_both_languages() -> None:
    assert audience_of_front_matter({"audience": "internal"}) == "internal"
    assert audience_of_front_matter({"受众": "公开"}) == "public"
    assert audience_of_front_matter({}) is None
