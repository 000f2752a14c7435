"""The terms that a person is shown as the reason for a hit."""

from backends.knowledge.explanation import matched_terms
from backends.knowledge.question import content_terms


def _matched(question: str, text: str) -> tuple[str, ...]:
    return matched_terms([content_terms(question)], text)


def test_pairs_side_by_side_are_one_piece_and_characters_inside_it_are_not_told_again() -> None:
    assert _matched("无理由退货运费", "七天无理由退货。运费由您承担") == ("无理由退货", "运费")


def test_pieces_that_only_meet_in_the_question_stay_apart() -> None:
    assert _matched("退货款", "退货；货款") == ("退货", "货款")


def test_a_code_matches_as_the_index_reads_it() -> None:
    assert _matched("e06是什么", "故障e6") == ("e6",)


def test_nothing_in_common_is_no_term() -> None:
    assert _matched("发票", "保修十二个月") == ()
