import pytest

from ingest.partition.grid import parse_grid, table_markup
from ingest.table_rows import table_rows


def _texts(rows: list[list[str]], header_rows: int = 0) -> list[str]:
    return [row.text for row in table_rows(table_markup(rows, header_rows=header_rows))[0]]


def test_each_value_comes_with_its_column() -> None:
    assert _texts([["地区", "门槛", "时效"], ["华东", "59元", ""]]) == ["地区：华东；门槛：59元"]


def test_question_and_answer_columns_make_questions() -> None:
    rows, _ = table_rows(
        table_markup([["ID", "用户问题", "相似问（分号隔开）", "标准答案", "适用机型", "栏目"],
                      ["1", "能退吗", "退货；可以退么", "可以", "A1", "售后"]])
    )  # fmt: skip
    (row,) = rows
    assert row.question == "能退吗"
    assert row.similar == ("退货", "可以退么")
    assert row.text == "可以\n适用机型：A1"
    assert row.under == "售后"


def test_a_table_without_header_of_names_and_values_is_read_as_pairs() -> None:
    assert _texts([["净重", "1.2公斤"], ["材质", "陶瓷"]]) == ["净重：1.2公斤", "材质：陶瓷"]


def test_a_name_over_numbers_of_one_unit_is_a_header() -> None:
    assert _texts([["尺码", "腰围"], ["26", "66厘米"], ["27", "69厘米"]]) == [
        "尺码：26；腰围：66厘米",
        "尺码：27；腰围：69厘米",
    ]


def test_values_of_different_units_are_pairs_even_if_the_first_is_a_word() -> None:
    assert _texts([["品牌", "青山"], ["重量", "2公斤"], ["功率", "50瓦"]]) == [
        "品牌：青山",
        "重量：2公斤",
        "功率：50瓦",
    ]


def test_columns_that_are_internal_by_name_are_left_out_and_named() -> None:
    rows, internal = table_rows(table_markup([["商品", "售价", "供货价"], ["杯", "9元", "3元"], ["碗", "8元", "2元"]]))
    assert [row.text for row in rows] == ["商品：杯；售价：9元", "商品：碗；售价：8元"]
    assert internal == ["供货价"]


def test_inner_dimensions_are_not_internal() -> None:
    assert (
        _texts([["型号", "内部尺寸", "内部空间"], ["A", "30", "大"], ["B", "40", "小"]])[0]
        == "型号：A；内部尺寸：30；内部空间：大"
    )


def test_spans_are_filled_and_absurd_ones_bounded() -> None:
    grid = parse_grid("<table><tr><td rowspan=2 colspan=9999999>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>")
    assert len(grid) == 2
    assert len(grid[0].cells) == 201
    assert grid[1].cells[0].text == "甲"
    assert grid[1].cells[-1].text == "丙"


@pytest.mark.parametrize("header", [["商品"], ["a", "b", "c"]])
def test_a_header_without_rows_is_still_text(header: list[str]) -> None:
    assert _texts([header]) == ["；".join(header)]


@pytest.mark.parametrize(
    "header",
    [
        ["题", "又问", "答"],
        ["客户提问", "其他问法", "回复话术"],
        ["Question", "Similar", "Answer"],
        ["常见问题", "同义问", "参考答案"],
    ],
)
def test_shops_name_the_columns_of_questions_in_many_ways(header: list[str]) -> None:
    rows, _ = table_rows(table_markup([header, ["能包书皮吗", "送书膜；包书", "一册一元五角。"]], header_rows=1))
    assert (rows[0].question, rows[0].similar, rows[0].text) == ("能包书皮吗", ("送书膜", "包书"), "一册一元五角。")


def test_a_table_of_faults_is_no_table_of_questions() -> None:
    rows, _ = table_rows(
        table_markup([["问题", "原因", "解决办法"], ["不出水", "滤网堵塞", "清洗滤网"]], header_rows=1)
    )
    assert rows[0].question is None


def test_a_sentence_right_below_a_table_is_text_of_its_own() -> None:
    rows, _ = table_rows(
        table_markup(
            [["型号", "净重", "容量"], ["K1", "2公斤", "3升"], ["配件另外出售，保修期内免费更换密封圈。", "", ""]]
        )
    )
    assert rows[-1].text == "配件另外出售，保修期内免费更换密封圈。"
    assert rows[-1].cells == ()


def _banded(*rows: str) -> list[tuple[str, str]]:
    def cells(row: str) -> str:
        single = f'<td colspan="3">{row}</td>'
        return "".join(f"<td>{cell}</td>" for cell in row.split("|")) if "|" in row else single

    markup = "".join(f"<tr>{cells(row)}</tr>" for row in rows)
    return [(row.under, row.text) for row in table_rows(f"<table>{markup}</table>")[0]]


def test_a_row_merged_over_the_whole_width_is_a_heading_only_where_rows_stand_below_it() -> None:
    assert _banded("型号|净重|容量", "立式", "K1|2公斤|3升", "上门费另计") == [
        ("立式", "型号：K1；净重：2公斤；容量：3升"),
        ("", "上门费另计"),
    ]


def test_two_such_rows_in_a_row_are_a_group_within_a_group_and_none_is_lost() -> None:
    assert _banded("型号|净重|容量", "厨房", "立式", "K1|2公斤|3升", "卫浴", "合计见附页") == [
        ("厨房 > 立式", "型号：K1；净重：2公斤；容量：3升"),
        ("", "卫浴"),
        ("", "合计见附页"),
    ]


def test_a_long_merged_row_between_others_is_a_remark() -> None:
    remark = "以上机型的滤网需要每三个月更换一次，否则不在保修范围以内。"
    assert _banded("型号|净重|容量", "立式", "K1|2公斤|3升", remark, "K2|3公斤|4升")[1:] == [
        ("立式", remark),
        ("立式", "型号：K2；净重：3公斤；容量：4升"),
    ]


def _table(*rows: tuple[str, ...]) -> str:
    return table_markup(rows, header_rows=1)


def test_an_answer_goes_on_in_rows_that_ask_nothing() -> None:
    rows, _ = table_rows(
        _table(("问题", "答案"), ("怎么开机？", "按一下。"), ("", "再按住。"), ("怎么关机？", "长按。"))
    )
    assert [(row.question, row.text) for row in rows] == [
        ("怎么开机？", "按一下。\n再按住。"),
        ("怎么关机？", "长按。"),
    ]


def test_an_answer_under_another_topic_does_not_belong_to_the_question_before() -> None:
    rows, _ = table_rows(
        _table(("分类", "问题", "答案"), ("开机", "怎么开机？", "按一下。"), ("付款", "", "请备注单号。"))
    )
    assert [row.question for row in rows] == ["怎么开机？", None]


def test_an_answer_may_stand_in_the_row_below_its_question() -> None:
    rows, _ = table_rows(_table(("问题", "答案"), ("怎么开机？", ""), ("", "按一下。")))
    assert [(row.question, row.text) for row in rows] == [("怎么开机？", "按一下。")]


def test_a_column_of_amounts_has_a_name_even_where_some_are_free() -> None:
    rows, _ = table_rows(
        table_markup((("地区", "上门量尺"), ("市区", "免费"), ("县区", "50元/次"), ("乡镇", "100元/次")))
    )
    assert rows[0].text == "地区：市区；上门量尺：免费"


def test_pairs_of_different_measures_have_no_names() -> None:
    rows, _ = table_rows(table_markup((("材质", "棉"), ("长度", "50厘米"), ("重量", "300克"))))
    assert [row.text for row in rows] == ["材质：棉", "长度：50厘米", "重量：300克"]
