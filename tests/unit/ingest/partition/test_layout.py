import pytest

from ingest.partition.columns import ONE_COLUMN, read_lines
from ingest.partition.layout import Line, Word, lines_of
from ingest.partition.layout_flow import body_size, flow, without_running_heads
from ingest.partition.layout_tables import PlacedTable, take_tables

HEIGHT = 800.0


def _word(text: str, x: float, top: float, size: float = 10.0) -> Word:
    return Word(text, x, x + size * len(text), top, top + size, size)


def test_words_of_one_height_make_a_line_and_wide_gaps_make_segments() -> None:
    (line,) = lines_of([_word("价格", 200, 101), _word("商品", 50, 100), _word("名", 70, 100)], 1)
    assert [segment.text for segment in line.segments] == ["商品名", "价格"]


def test_a_space_comes_back_between_latin_words_only() -> None:
    words = [_word("USB", 50, 0), _word("充电", 82, 0), _word("5", 105, 0)]
    assert lines_of(words, 1)[0].text == "USB 充电 5"
    assert lines_of([_word("充", 50, 0), _word("电", 62, 0)], 1)[0].text == "充电"


def test_columns_of_cells_make_a_table_and_wrapped_cells_are_joined() -> None:
    rows = [
        [_word("代码", 50, 0), _word("处理", 200, 0)],
        [_word("E1", 50, 15), _word("断电后再打开", 200, 15)],
        [_word("两次", 200, 27)],
        [_word("E2", 50, 42), _word("送修", 200, 42)],
    ]
    (table,) = take_tables(lines_of([word for row in rows for word in row], 1))
    assert isinstance(table, PlacedTable)
    assert table.rows == [["代码", "处理"], ["E1", "断电后再打开两次"], ["E2", "送修"]]


def test_two_segments_once_are_no_table() -> None:
    lines = lines_of([_word("电话", 50, 0), _word("邮箱", 200, 0), _word("说明文字", 50, 15)], 1)
    assert all(isinstance(entry, Line) for entry in take_tables(lines))


def test_two_columns_of_running_text_are_read_one_after_the_other() -> None:
    words = [
        _word(f"{side}栏的第{n}行是一段连续的文字", x, 15 * n)
        for n in range(7)
        for side, x in (("左", 50), ("右", 300))
    ]
    lines, _ = read_lines(words, 1, 550)
    order = [line.text[0] for line in lines]
    assert order == ["左"] * 7 + ["右"] * 7


def _both(height: int, offset: float, long: str) -> list[Word]:
    left = [_word(f"左{n}{long}", 50, 15 * n) for n in range(height)]
    return left + [_word(f"右{n}{long}", 300, 15 * n + offset) for n in range(height)]


@pytest.mark.parametrize("offset", [0.0, 4.0, 7.5])
def test_columns_may_have_lines_at_heights_of_their_own(offset: float) -> None:
    title = _word("横跨两栏的一个标题行写得很长很长很长", 150, -30)
    words = (("两栏之下的结尾文字横跨着", 50), ("整个页面的宽度并且一直", 172), ("写到右边", 284))
    close = [_word(text, x, 130) for text, x in words]
    lines, columns = read_lines([*_both(8, offset, "是一段连续的文字不换行"), title, *close], 1, 550)
    assert [line.text[:2] for line in lines] == [
        "横跨", *(f"左{n}" for n in range(8)), *(f"右{n}" for n in range(8)), "两栏",
    ]  # fmt: skip
    assert columns.key(300, 480, 40) > columns.key(50, 250, 110)


def test_a_table_without_rules_is_no_page_in_columns() -> None:
    _, columns = read_lines(_both(9, 0.0, "月租金"), 1, 550)
    assert columns == ONE_COLUMN


def test_a_last_page_with_few_lines_goes_on_in_the_columns_of_the_page_before() -> None:
    few = _both(3, 5.0, "是一段连续的文字不换行")
    _, first = read_lines(_both(8, 5.0, "是一段连续的文字不换行"), 1, 550)
    assert read_lines(few, 2, 550)[1] == ONE_COLUMN
    lines, _ = read_lines(few, 2, 550, before=first)
    assert [line.text[:2] for line in lines] == ["左0", "左1", "左2", "右0", "右1", "右2"]


def test_repeated_lines_go_from_the_margins_only() -> None:
    pages = [
        [
            Line([_word("用户手册", 50, 20)], n),
            Line([_word(f"第{n}节 说明", 50, 300)], n),
            Line([_word(f"- {n} -", 280, 770)], n),
        ]
        for n in range(1, 4)
    ]
    kept, gone = without_running_heads(pages, HEIGHT)
    assert [[line.text for line in lines] for lines in kept] == [[f"第{n}节 说明"] for n in range(1, 4)]
    assert gone == 6


def test_larger_lines_are_headings_and_full_lines_continue_their_paragraph() -> None:
    text = "这是一行刚好写到右边为止的说明文字还没有结束"
    words = [_word("保养", 50, 0, 16), _word(text, 50, 30), _word("接着写完。", 50, 43), _word("另起一段。", 50, 56)]
    elements = flow(lines_of(words, 1), 1.1, 50 + 10 * len(text), body_size(words))
    assert [(element.category, element.text) for element in elements] == [
        ("Title", "保养"),
        ("NarrativeText", f"{text}接着写完。"),
        ("NarrativeText", "另起一段。"),
    ]
