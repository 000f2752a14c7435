"""Goods by another name than the shop's."""

import pytest

from agent.tools.goods_names import as_named
from agent.tools.item_match import fit


@pytest.mark.parametrize(
    ("said", "names", "put"),
    [
        ("墨镜是谁拿走的", ["偏光太阳镜 墨绿"], "太阳镜是谁拿走的"),
        ("我的充电宝到哪了", ["2万毫安移动电源"], "我的移动电源到哪了"),
        ("墨镜到哪了", ["偏光墨镜", "儿童太阳镜"], "墨镜到哪了"),
        ("行李箱呢", ["露营灯"], "行李箱呢"),
        ("大熊到了没", ["抱抱熊玩偶"], "大熊到了没"),
    ],
)
def test_a_thing_is_called_as_the_order_has_it(said: str, names: list[str], put: str) -> None:
    assert as_named(said, names, {}) == put


def test_a_shops_own_words_count_too() -> None:
    assert as_named("大熊到了没", ["抱抱熊玩偶"], {"抱抱熊": ("大熊",)}) == "抱抱熊到了没"


@pytest.mark.parametrize(
    ("said", "meant", "other"),
    [
        ("电动车发了没", "电动自行车 48V", "电动牙刷"),
        ("太阳眼镜付了多少", "偏光太阳镜", "硬壳眼镜盒"),
        ("小的那把躺椅", "钓鱼椅 可躺款", "钓鱼伞"),
        ("白色帽子到哪了", "渔夫帽 白色", "渔夫帽 黑色"),
    ],
)
def test_a_shortened_name_fits_the_thing_that_is_meant(said: str, meant: str, other: str) -> None:
    assert fit(said, meant) >= 1
    assert fit(said, meant) > fit(said, other)
