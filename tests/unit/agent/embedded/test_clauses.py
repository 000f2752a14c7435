"""Several questions in one message."""

import pytest

from agent.reasoning.embedded.words.clauses import parts_of, searched_apart
from agent.tools.gathered import found_by_any
from tests.unit.agent.embedded.requests import passage


@pytest.mark.parametrize(
    ("message", "looked_up"),
    [
        ("电池保修多久，充电器多少钱", ["电池保修多久", "充电器多少钱"]),
        (
            "how long is the warranty and how much is a spare charger",
            ["how long is the warranty", "how much is a spare charger"],
        ),
        ("电池保修多久", []),
        ("发票可以补开吗，最晚多久", ["发票可以补开吗"]),
    ],
)
def test_each_question_that_stands_by_itself_is_looked_up(message: str, looked_up: list[str]) -> None:
    assert searched_apart(message) == looked_up


def test_goods_joined_by_and_are_one_question() -> None:
    assert len(parts_of("can I return shoes and bags")) == 1


def test_the_best_of_each_search_comes_first_and_a_chunk_once() -> None:
    shared = passage("电池保修两年。", 1).model_copy(update={"vector_score": 0.8})
    nearer = shared.model_copy(update={"vector_score": 0.9})
    other, price = passage("邮费8元。", 2), passage("充电器99元。", 3)
    found = found_by_any([[shared, other], [price, nearer]])
    assert [item.text for item in found] == [shared.text, price.text, other.text]
    assert found[0].vector_score == 0.9
