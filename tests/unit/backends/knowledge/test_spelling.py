"""Misspelt words of a question."""

import pytest

from backends.knowledge.spelling import Spelling
from domain.text.terms import terms

WORDS = ["帐篷", "运费", "充电宝", "滤网", "登山杖", "睡袋"]
KNOWN = frozenset(term for word in [*WORDS, "退货", "买的", "容量"] for term in terms(word))


def correct(text: str) -> str:
    return Spelling(WORDS).correct(text, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("帐蓬", "帐篷"),
        ("账篷", "帐篷"),
        ("退货运废", "退货运费"),
        ("冲电宝", "充电宝"),
        ("绿网", "滤网"),
        ("zhangpeng", "帐篷"),
        ("dsz多重", "登山杖多重"),
    ],
)
def test_words_of_the_shop_are_recognised(written: str, meant: str) -> None:
    assert correct(written) == meant


@pytest.mark.parametrize("text", ["帐篷容量", "运费", "我想要红色的", "app", "e3", ""])
def test_what_is_not_misspelt_stays(text: str) -> None:
    assert correct(text) == text


def test_initials_of_two_words_stay() -> None:
    words = ["睡袋", "水袋"]
    known = frozenset(term for word in words for term in terms(word))
    assert Spelling(words).correct("sd", known.__contains__) == "sd"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("how much is dengshan", "how much is 登山"),
        ("do you have chongdian in stock", "do you have 充电 in stock"),
        ("is it for women", "is it for women"),
        ("my sd is wet", "my sd is wet"),
    ],
)
def test_in_english_a_name_is_spelt_out_and_words_stay_words(written: str, read: str) -> None:
    words = [*WORDS, "我们", "绵羊"]
    known = frozenset(term for word in words for term in terms(word))
    assert Spelling(words).correct(written, known.__contains__) == read
