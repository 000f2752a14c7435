"""What is wrong with a set is found before an agent is blamed for it."""

from typing import Any

import pytest

from eval.golden_sets.checking import check_set
from eval.golden_sets.shop_facts import ShopFacts
from eval.samples import Sample
from tests.unit.eval.doubles import sample

FACTS = ShopFacts(
    shop="taoli",
    documents={"退换.md": "签收后七天内，茶具未使用，可以退货。"},
    customers=frozenset({"k01"}),
    order_nos=frozenset({"TL1"}),
    foreign={"猫粮双拼": "maoliang", "ML9": "maoliang"},
)


def _sample(
    identity: str = "a", turns: tuple[str, ...] = ("几天能退",), customer: str | None = None, **fields: Any
) -> Sample:
    made = sample(identity, **{"must_include": [["七天"]], **fields})
    return made.model_copy(update={"turns": turns, "customer": customer})


async def _kinds(*samples: Sample, facts: ShopFacts | None = None) -> list[tuple[str, str]]:
    return [(problem.kind, problem.sample) for problem in await check_set(samples, facts)]


async def test_a_sound_set_has_no_problem() -> None:
    assert await _kinds(_sample(source=["退换.md"]), facts=FACTS) == []


async def test_the_same_question_twice_is_a_duplicate_however_it_is_written() -> None:
    assert await _kinds(_sample("a"), _sample("b", ("几天能退？",))) == [("duplicate", "b")]
    assert await _kinds(_sample("a"), _sample("b", customer="k01")) == []


@pytest.mark.parametrize(
    "other",
    [{"outcome": ["handoff"]}, {"must_include": [["十五天"]], "must_not_include": ["七天"]}],
)
async def test_the_same_question_with_another_answer_is_a_contradiction(other: dict[str, Any]) -> None:
    assert ("contradiction", "b") in await _kinds(_sample("a"), _sample("b", **other))


async def test_a_group_that_the_question_satisfies_is_an_echo() -> None:
    assert await _kinds(_sample(turns=("是7天内能退吗",))) == [("echo", "a")]
    assert await _kinds(_sample(turns=("是7天内能退吗", "还是更久"))) == []


async def test_what_nobody_can_pass_and_what_anybody_passes_is_told() -> None:
    assert ("impossible", "a") in await _kinds(_sample(must_not_include=["7天"]))
    assert await _kinds(_sample(outcome=["abstain"], must_include=[])) == [("null", "a")]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"source": ["退换.md"], "must_include": [["十五天"]]}, "absent"),
        ({"source": ["退换.md"], "must_include": [["不收运费"]]}, "absent"),
        ({"source": ["没有.md"]}, "source"),
        ({"customer": "k09"}, "customer"),
        ({"customer": "k01", "action": {"name": "cancel_order", "args": {"order_no": "TL7"}}}, "order"),
        ({"customer": "k01", "end_state": {"orders": {"TL7": {"status": "已取消"}}}}, "order"),
        ({"must_include": [["猫粮双拼"]]}, "leak"),
        ({"turns": ("ML9到哪了",)}, "leak"),
    ],
)
async def test_a_set_is_held_against_its_shop(fields: dict[str, Any], kind: str) -> None:
    assert kind in [found for found, _ in await _kinds(_sample(**fields), facts=FACTS)]


async def test_other_words_for_the_same_are_a_warning_and_another_figure_an_error() -> None:
    words = await check_set([_sample(source=["退换.md"], must_include=[["不收运费"]])], FACTS)
    figure = await check_set([_sample(source=["退换.md"], must_include=[["15天"]])], FACTS)
    assert [p.level for p in words] == ["warning"]
    assert [p.level for p in figure] == ["error"]
