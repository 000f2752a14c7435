"""Search and question forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.knowledge.normalise import question_form, search_form


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("退貨運費誰出", "退货运费谁出"),
        ("Ｅ３　故障", "e3 故障"),
        ("七天无理由", "7天无理由"),
        ("二十四个小时内", "24小时内"),
        ("2万毫安", "20000mah"),
        ("￥1,299", "1299元"),
        ("三十日内", "30天内"),
        ("60℃", "60度"),
        ("3公斤", "3kg"),
        ("好评😀★", "好评"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_spellings_of_the_same_are_the_same(written: str, form: str) -> None:
    assert search_form(written) == form


@pytest.mark.parametrize("text", ["两三天", "三五个", "万一坏了", "一般", "星期三", "千万别", "一百二的"])
def test_what_counts_nothing_stays(text: str) -> None:
    assert search_form(text) == text


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("亲，在吗？请问邮费谁出呀", "邮费谁出"),
        ("你好我想问一下怎么退货呢，谢谢", "怎么退货"),
        ("哈密瓜甜吗", "哈密瓜甜"),
        ("你好", "你好"),
        ("谢谢", "谢谢"),
        ("hello where is my order", "where is my order"),
    ],
)
def test_politeness_is_not_searched_for(written: str, form: str) -> None:
    assert question_form(written) == form


@given(st.text())
def test_a_search_form_has_no_edges_and_no_capitals(text: str) -> None:
    form = search_form(text)
    assert form == form.strip()
    assert not any("A" <= c <= "Z" for c in form)
