"""Only corrections that complete a term of the shop change what a reply is composed on."""

import pytest

from backends.knowledge.confirmation import confirmed


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
