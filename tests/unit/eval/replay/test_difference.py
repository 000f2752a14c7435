"""Differences are seen, and what matters most comes first."""

import pytest

from domain.ids import ConversationId
from domain.intents import Outcome
from domain.orders import Customer, ShopData
from eval.attempt import Attempt, Exchange
from eval.replay.difference import WEIGHTS, Difference, Side, difference_of
from eval.replay.recorded import RecordedTurn
from eval.replay.redaction import Redaction
from eval.replay.summary import lines_of, page_of, ranked, summarise
from tests.unit.eval.doubles import AT, attempt

CANCEL = {"cancel_order": {"order_no": "A1"}}


def _difference(before: Attempt, after: Attempt | None, *harms: str) -> Difference:
    turn = RecordedTurn(text="在吗", result=before.result)
    now = Exchange(text="在吗", result=after.result) if after else None
    return difference_of("con_1", 1, turn, now, harms)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (attempt("七天内可退"), attempt("七天内可退"), ()),
        (attempt("七天内可退"), attempt("7天内可退"), ()),
        (attempt("七天内可退"), attempt("七天之内可以退"), ("wording",)),
        (attempt("七天内可退"), attempt("十天内可退"), ("figures", "wording")),
        (attempt("七天内可退"), attempt("可退"), ("figures", "wording")),
        (attempt("好", cites={"a.md": "好"}), attempt("好", cites={"b.md": "好"}), ("sources",)),
        (attempt("好"), attempt("好", Outcome.ABSTAIN), ("answer lost",)),
        (attempt("好", Outcome.CLARIFY), attempt("好"), ("answer gained",)),
        (attempt("好"), attempt("好", Outcome.TOOL_ANSWER), ("outcome",)),
        (attempt("好", Outcome.HANDOFF), attempt("好"), ("a person no longer asked",)),
        (attempt("好", Outcome.APPROVAL, actions=CANCEL), attempt("好"), ("a person no longer asked", "action")),
        (attempt("好", actions=CANCEL), attempt("好", actions={"cancel_order": {"order_no": "A2"}}), ("action",)),
        (attempt("好"), None, ("error",)),
    ],
)  # fmt: skip
def test_each_kind_of_difference_is_seen(before: Attempt, after: Attempt | None, kinds: tuple[str, ...]) -> None:
    assert _difference(before, after).kinds == kinds


def test_harm_counts_even_where_nothing_else_differs() -> None:
    found = _difference(attempt("好"), attempt("好"), "disclosure: gives away A2")
    assert (found.kinds, found.told) == (("harm",), ("disclosure: gives away A2",))


def test_the_weightiest_comes_first_and_further_differences_decide_between_equals() -> None:
    differences = [
        _difference(attempt("好的"), attempt("好")),
        _difference(attempt("7天"), attempt("8天")),
        _difference(attempt("7天", cites={"a.md": "7天"}), attempt("8天", cites={"b.md": "8天"})),
        _difference(attempt("好"), attempt("好"), "groundedness: from nowhere: 3天"),
        _difference(attempt("好"), attempt("好")),
    ]
    assert [d.kinds[0] for d in ranked(differences)] == ["harm", "figures", "figures", "wording"]
    assert "sources" in ranked(differences)[1].kinds
    assert list(WEIGHTS.values()) == sorted(WEIGHTS.values(), reverse=True)


def test_the_summary_counts_turns_by_kind_and_page_and_lines_tell_it() -> None:
    differences = [_difference(attempt("7天"), attempt("<b>8天</b>")), _difference(attempt("好"), attempt("好"))]
    summary = summarise("shop", AT, differences, {})
    assert (summary.turns, summary.conversations, summary.same, summary.harmful) == (2, 1, 1, 0)
    assert summary.kinds == {"figures": 1, "wording": 1}
    assert list(lines_of(summary, ranked(differences)))[-1].startswith("2 turns of 1 conversations: 1 the same")
    page = page_of(summary, ranked(differences))
    assert "&lt;b&gt;8天&lt;/b&gt;" in page
    assert "<b>8天" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_personal_data_is_hidden_by_pattern_and_by_what_the_shop_knows() -> None:
    data = ShopData(customers=(Customer.model_validate({"id": "c1", "name": "欧阳晓", "address": "临湖小筑7幢"}),))
    moved = "change_address address=临湖小筑7幢"
    side = Side(outcome=Outcome.ANSWER, text="欧阳晓您好，寄到临湖小筑7幢", actions=(moved,))
    before = Difference(
        conversation_id=ConversationId("con_1"), turn=1, question="打13812345678找我", before=side, after=side,
        told=("disclosure: gives away 临湖小筑7幢",),
    )  # fmt: skip
    shown = Redaction(data).of(before).model_dump_json()
    assert all(word not in shown for word in ("欧阳晓", "临湖小筑", "13812345678"))
    assert "[姓名]您好，寄到[地址]" in shown
