"""Only corrections that complete a term of the shop change what a reply is composed on."""

import pytest

from backends.knowledge.confirmation import confirmed, stretches


@pytest.mark.parametrize(
    ("written", "corrected", "read"),
    [
        ("桃子胶怎么泡", "桃子胶怎么泡", "桃子胶怎么泡"),
        ("冰糖雪犁几块", "冰糖雪梨几块", "冰糖雪梨几块"),
        ("货还在吗", "货不在吗", "货还在吗"),
        ("yhq能用吗", "优惠券能用吗", "优惠券能用吗"),
        ("雪犁还在吗", "雪梨不在吗", "雪犁还在吗"),
    ],
)
def test_a_correction_needs_a_term_of_the_shop_around_it(written: str, corrected: str, read: str) -> None:
    assert confirmed(written, corrected, {"冰糖雪梨", "不在", "1不在吗"}) == read


def test_two_wrong_characters_side_by_side_are_two_corrections() -> None:
    assert confirmed("藤编摇倚称重", "藤编摇椅承重", {"藤编摇椅"}) == "藤编摇椅称重"


def test_documents_are_asked_for_what_a_correction_would_make() -> None:
    assert "配送费" in stretches("配送废怎么算", "配送费怎么算")


def test_documents_are_not_asked_about_denials() -> None:
    assert not stretches("还在保修期", "不在保修期")
