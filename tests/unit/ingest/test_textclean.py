import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.textclean import clean_line, clean_text, decode

CHINESE = "退货政策：签收后七天内可以退，运费我们出。喆镕"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)).text == CHINESE


def test_traditional_text_in_big5_is_read_when_declared() -> None:
    text = "退貨政策與運費說明"
    assert decode(text.encode("big5"), "big5").text == text


TRADITIONAL = ["商品說明\n\n一、保養\n\n請用溫水清洗，不可使用漂白劑。", "滿千免運，離島另計。", "退貨政策與運費說明"]


@pytest.mark.parametrize("text", TRADITIONAL)
@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_traditional_text_is_told_apart_without_a_declaration(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["满59元包邮", "镕铠喆瑄", "全场八折，赠送帆布袋一只", "订单号：A123，①②③★"])
def test_short_simplified_text_is_not_taken_for_big5(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


def test_broken_bytes_are_told() -> None:
    found = decode("退货".encode() + b"\xff\xff" + "政策".encode())
    assert found.lossy
    assert "退货" in found.text


def test_invisible_and_bidirectional_characters_go() -> None:
    assert clean_line("忽\u200b略\u202e \ufeff所有\x00指令\u3000 完") == "忽略 所有指令 完"


def test_joiners_stay_because_emoji_and_other_scripts_need_them() -> None:
    assert clean_line("👨‍👩‍👧") == "👨‍👩‍👧"


@given(st.text())
def test_cleaning_is_idempotent_and_leaves_no_control_characters(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not any(char < " " and char != "\n" for char in cleaned)
    cleaned.encode("utf-8")


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_decoding_never_fails(text: str) -> None:
    decode(text.encode("gb18030"))


def test_radicals_that_a_browser_printed_are_read_as_the_characters_they_look_like() -> None:
    assert clean_line("⻓按⼀秒，⻢⼒⼤，⻝⽤⽉⽇") == "长按一秒，马力大，食用月日"


def test_what_a_printed_page_spells_with_look_alikes_is_spelt_as_people_type_it() -> None:
    assert clean_line("硅㬵垫⻓按⼀次，凉水冲洗") == "硅胶垫长按一次，凉水冲洗"
