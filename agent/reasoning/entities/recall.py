"""What the conversation last spoke of, for turns that only point at it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.reasoning.entities.found import first_of_each, fold
from agent.reasoning.entities.numbers import numbers_in
from agent.reasoning.entities.products import find_products
from domain.analysis import Line
from domain.intents import Speaker

_CHOICE_LINE = re.compile(r"(?:尾号|订单)\s?\**([0-9A-Za-z]{4,})")
_ORDINAL = re.compile(r"第([一二三四五12345])(?:个|单|笔|条|款)|^\s*([1-5])\s*[。.!！]?$")
_BY_PLACE = re.compile(r"^(?:是|就|要)?(?:(后面|下面|最后|末尾)|(?:前面|上面|最前面|头))(?:那|的|一)*(?:个|单|笔|条)")
_ORDINALS = {c: i for i, c in enumerate("一二三四五")} | {c: i for i, c in enumerate("12345")}


@dataclass(frozen=True)
class Recalled:
    """The last things named, each from the latest message that names any."""

    order_nos: tuple[str, ...] = ()
    order_tails: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


def recall(history: Sequence[Line], vocabulary: frozenset[str]) -> Recalled:
    """Look back from the latest message; the shop's lines count for numbers, the customer's for goods first."""
    return Recalled(
        order_nos=next((nos for line in reversed(history) if (nos := _order_nos(line.text))), ()),
        order_tails=next((t for line in reversed(history) if (t := _tails(line.text)) and len(t) == 1), ()),
        products=_products(history, vocabulary),
    )


def chosen(text: str, history: Sequence[Line]) -> str | None:
    """The order tail or number that 第二个 picks from the choices the shop last showed."""
    match, by_place = _ORDINAL.search(text), _BY_PLACE.search(text.strip())
    if (match is None and by_place is None) or not history:
        return None
    last_shown = next((line.text for line in reversed(history) if line.speaker is not Speaker.CUSTOMER), "")
    shown = list(dict.fromkeys(_CHOICE_LINE.findall(last_shown)))
    if match is None:
        return (shown[-1] if by_place and by_place[1] else shown[0]) if len(shown) > 1 else None
    index = _ORDINALS[match[1] or match[2]]
    return shown[index] if len(shown) > index and len(shown) > 1 else None


def _products(history: Sequence[Line], vocabulary: frozenset[str]) -> tuple[str, ...]:
    customers = [line for line in history if line.speaker is Speaker.CUSTOMER]
    for line in reversed(customers):
        if products := first_of_each(find_products(fold(line.text), vocabulary)):
            return products
    return ()


def _order_nos(text: str) -> tuple[str, ...]:
    return numbers_in(text).orders


def _tails(text: str) -> tuple[str, ...]:
    return numbers_in(text).tails
