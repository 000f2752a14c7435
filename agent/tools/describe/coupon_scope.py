"""What a coupon is limited to. Merchants write it freely: 全场通用, 仅限台灯, 帐篷类、睡袋类, 清仓除外."""

import re
from collections.abc import Mapping, Sequence

from domain.orders import OrderItem

_EVERYTHING = re.compile("全场|全店|全部|所有|通用|不限|任意")
_EXCEPT = re.compile("除了?(?P<a>.+?)(?:以?外|$)|不含(?P<b>.+)|不包括(?P<c>.+)|(?P<d>[^，,；;]+?)除外")
_AROUND = re.compile(
    "^(?:仅限?|限|只限|只能|适用于?|用于|指定|购买)+|(?:专享|专用|专场|可用|使用|商品|产品|系列|品类|类目|类)+$"
)
_BETWEEN = re.compile(r"[、，,/；;和及与\s]+")


def within_scope(scope: str, items: Sequence[OrderItem], categories: Mapping[str, str]) -> tuple[OrderItem, ...]:
    """The items the coupon may be used on; all of them where the scope can't be tied to any goods of the shop.

    A scope that names nothing the shop sells is a condition of another kind (新客, App下单): it is shown, not judged.
    """
    text = scope.strip()
    if not text:
        return tuple(items)
    left_out: list[str] = []
    for match in _EXCEPT.finditer(text):
        left_out += _names(next(part for part in match.groups() if part))
    text = _EXCEPT.sub("", text)
    known = {name for category in categories.values() for name in _levels(category)}
    wanted = [] if _EVERYTHING.search(text) else [n for n in _names(text) if _sold(n, known, items)]
    return tuple(
        item
        for item in items
        if (not wanted or any(_is(name, item, categories, known) for name in wanted))
        and not any(_is(name, item, categories, known) for name in left_out)
    )


def _names(text: str) -> list[str]:
    parts = (_AROUND.sub("", part.strip()) for part in _BETWEEN.split(text))
    return [part for part in parts if part]


def _levels(category: str) -> tuple[str, ...]:
    return tuple(level.strip() for level in re.split(r"[/>｜|、]", category) if level.strip())


def _sold(name: str, known: set[str], items: Sequence[OrderItem]) -> bool:
    return any(name in level or level in name for level in known) or any(name in item.name for item in items)


def _is(name: str, item: OrderItem, categories: Mapping[str, str], known: set[str]) -> bool:
    levels = _levels(categories.get(item.sku, ""))
    if name in known:
        # 喂养电器 is a category of its own, and not 喂养.
        return name in levels
    return name in item.name or any(name in level or level in name for level in levels)
