"""BM25 over characters, pairs, codes and numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.knowledge.lexical import LexicalIndex, Slot
from domain.text.terms import terms

TEXTS = {
    "a": "退货运费由买家承担",
    "b": "换货运费由卖家承担",
    "c": "e3 表示电机过热",
    "d": "e13 表示滤网堵塞",
    "e": "发票当天开出",
}


def index(texts: dict[str, str] = TEXTS) -> LexicalIndex:
    return LexicalIndex().add(list(texts), list(texts.values()))


def ask(on: LexicalIndex, *alternatives: str) -> dict[str, float]:
    scores = on.score([Slot(tuple(tuple(terms(text)) for text in alternatives))])
    return {hit.id: hit.score for hit in on.top(scores, 10)}


@pytest.mark.parametrize(
    ("question", "best"), [("退货运费", "a"), ("换货", "b"), ("e3", "c"), ("e13", "d"), ("开发票", "e")]
)
def test_the_text_with_the_questions_terms_is_best(question: str, best: str) -> None:
    assert next(iter(ask(index(), question))) == best


def test_a_code_is_matched_whole() -> None:
    assert set(ask(index(), "e3")) == {"c"}


def test_a_text_without_any_term_is_no_hit() -> None:
    assert ask(index(), "积分") == {}


def test_the_best_way_to_say_it_counts() -> None:
    assert next(iter(ask(index(), "调换", "换货"))) == "b"


def test_a_synonym_that_the_shop_writes_is_not_punished_for_one_that_it_does_not() -> None:
    assert ask(index(), "调换", "换货")["b"] == pytest.approx(ask(index(), "换货")["b"])


def test_more_of_the_question_covered_scores_higher() -> None:
    covered = ask(index(), "退货运费")
    assert covered["a"] > covered["b"] > 0


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.text("退货运费发票e3 1", min_size=1, max_size=12), min_size=1),
    st.sets(st.sampled_from("abcdefgh")),
)
def test_adding_and_removing_one_by_one_equals_building_at_once(texts: dict[str, str], gone: set[str]) -> None:
    grown = LexicalIndex()
    for i, text in texts.items():
        grown = grown.add([i], [text])
    grown = grown.remove(gone)
    left = {i: text for i, text in texts.items() if i not in gone}
    assert ask(grown, "退货e3") == pytest.approx(ask(index(left), "退货e3"))
    assert grown.size == len(left)


def test_replacing_a_text_forgets_the_old_one() -> None:
    changed = index().add(["a"], ["积分可以抵现"])
    assert "a" not in ask(changed, "退货")
    assert "a" in ask(changed, "积分")


def test_an_index_that_is_in_use_does_not_change() -> None:
    before = index()
    before.add(["x"], ["退货"])
    before.remove(["a"])
    assert set(ask(before, "退货")) >= {"a"}
    assert "x" not in before.place
