"""Customers' texts come out readable, without what nobody can see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.checks.sanitise import sanitise


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("订单ＡＢ１２３，退款！", "订单AB123，退款！"),
        ("退​款‮", "退款"),
        ("a\ud800b", "ab"),
        ("第一行\r\n第二行\x07", "第一行\n第二行"),
        ("①退货②换货 50㎡", "①退货②换货 50㎡"),
        ("隐藏\U000e0041文字", "隐藏文字"),
    ],
)
def test_shape_is_unified_and_meaning_kept(text: str, clean: str) -> None:
    assert sanitise(text).text == clean


def test_piled_up_marks_are_thinned_out() -> None:
    assert len(sanitise("好" + "\u0301" * 50).text) <= 3


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_more_and_leaves_nothing_invisible(text: str) -> None:
    once = sanitise(text).text
    assert sanitise(once).text == once
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c != "\n" for c in once)


def test_long_texts_are_not_cut() -> None:
    assert len(sanitise("好" * 5_000).text) == 5_000
