import pytest

from ingest.headings import is_list_item, is_question, numbered_depth, plain_number_depth


@pytest.mark.parametrize(
    ("line", "depth"),
    [
        ("第一章 总则", 1),
        ("第二节 运费", 2),
        ("一、退换货", 1),
        ("（三）特殊情况", 2),
        ("【联系我们】", 2),
        ("2.1 充电", 3),
        ("5.1.2 接线", 4),
        ("一、签收后七天内可以退货，运费由买家承担。", None),
        ("2.5公斤以上按大件", None),
        ("2.5", None),
        ("第一条 本店出售新书。", None),
        ("一心一意做好茶", None),
        ("3.8元起", None),
    ],
)
def test_lines_that_number_themselves_as_headings(line: str, depth: int | None) -> None:
    assert numbered_depth(line) == depth


def test_a_plain_number_heads_what_follows_unless_the_next_number_does() -> None:
    assert plain_number_depth("1. 开什么票", "默认开普通发票。") == 3
    assert plain_number_depth("1. 提交申请", "2. 寄回商品") is None
    assert plain_number_depth("1. 提交申请，等待审核。", "说明") is None
    assert plain_number_depth("1. 提交申请", None) is None


@pytest.mark.parametrize("line", ["- 甲", "• 甲", "·甲", "1. 甲", "2、甲", "3）甲", "（4）甲", "⑤甲"])
def test_lines_that_mark_themselves_as_items(line: str) -> None:
    assert is_list_item(line)


@pytest.mark.parametrize("line", ["甲", "1.5升", "-5℃以下", "2026年", "·"])
def test_numbers_and_signs_at_the_start_are_not_always_marks(line: str) -> None:
    assert not is_list_item(line)


@pytest.mark.parametrize(
    ("heading", "asks"), [("能退吗？", True), ("支持无线充吗", True), ("充不进电怎么办", True), ("充电", False)]
)
def test_headings_that_ask(heading: str, asks: bool) -> None:
    assert is_question(heading) is asks
