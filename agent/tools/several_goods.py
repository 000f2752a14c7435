"""Several goods named in one question: an order for each, or the one order that has them all."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from agent.tools.item_match import name_runs, order_fit
from agent.tools.wishes import ASKING
from domain.orders import Order

_AND = re.compile("和|跟|与|以及|还有|、")
_CLAUSE = re.compile(r"[，,；;。？?！!\s]+")
_EACH = re.compile("分别|各自?(?!种|类|位)|都|两[个件样单]|一起|一共|总共|加起来")
_ENDING = " 呢吗么嘛啊呀吧了没?？"
Narrow = Callable[[list[Order]], list[Order]]


class SeveralGoods(NamedTuple):
    """What the goods named tell."""

    found: tuple[Order, ...] = ()
    """One for each, in different orders."""
    shared: tuple[Order, ...] = ()
    """Those that have all of them, where it is told which they are."""


def by_several_goods(
    question: str, orders: Sequence[Order], categories: Mapping[str, str], narrow: Narrow
) -> SeveralGoods:
    """秤和咖啡机都到哪了; 琴到了没，琴架呢; 琴架琴凳分别到哪了. Pure.

    Args:
        question: the words in which goods may be named.
        orders: the customer's own, newest first.
        categories: of goods by sku.
        narrow: of orders with the same goods, those that the wish is likelier about.
    """
    best = [some for part in _parts(question, orders, categories) if (some := _fitting(part, orders, categories))]
    if len(best) < 2:
        return SeveralGoods()
    shared = [order for order in best[0] if all(order in some for some in best)]
    if shared:
        return SeveralGoods(shared=tuple(shared) if any(len(some) > len(shared) for some in best) else ())
    chosen = [some if len(some) == 1 else narrow(some) for some in best]
    if any(len(some) != 1 for some in chosen):
        return SeveralGoods()
    return SeveralGoods(found=tuple({some[0].order_no: some[0] for some in chosen}.values()))


def _parts(question: str, orders: Sequence[Order], categories: Mapping[str, str]) -> list[str]:
    """The pieces that may each name goods."""
    clauses = [clause for clause in _CLAUSE.split(question) if clause]
    naming = [clause for clause in clauses if _fitting(clause, orders, categories)]
    if len(naming) > 1 and (_EACH.search(question) or all(ASKING.search(clause) for clause in naming)):
        # 琴到了没，琴架呢; but not 帐篷漏水，地钉没用上, which tells of one thing.
        return [part for clause in naming for part in _AND.split(clause)]
    parts = _AND.split(question)
    if len(parts) == 1 and _EACH.search(question):
        return name_runs(question, [item.name for order in orders for item in order.items])
    return parts


def _fitting(part: str, orders: Sequence[Order], categories: Mapping[str, str]) -> list[Order]:
    """The orders whose goods this piece names best; its first or last character may be all of a name."""
    bare = part.strip(_ENDING)
    words = (part, bare[-1:], bare[:1])
    scored = [(order_fit(words, order, categories), order) for order in orders]
    most = max((score for score, _ in scored), default=0.0)
    return [order for score, order in scored if score == most] if most >= 1 else []
