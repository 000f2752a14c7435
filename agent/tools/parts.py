"""A message that asks one thing of one order and another of another: 衣帽架帮忙催催，顺便问一句五斗柜哪天到."""

from collections.abc import Mapping, Sequence

from agent.reasoning.entities.addresses import find_address
from agent.reasoning.entities.titles import find_title
from agent.tools.item_match import order_fit
from agent.tools.wishes import DOES
from domain.affairs import Asked, Part, Wish
from domain.analysis import Analysis, IntentScore
from domain.intents import Intent
from domain.orders import Order

_OWN = 0.3
"""Probability below which a clause is about nothing of the customer's own."""
_UNSURE = IntentScore(name=Intent.ORDER_STATUS, confidence=0.5)


def asked_apart(analysis: Analysis, orders: Sequence[Order], names: Mapping[str, str]) -> tuple[Analysis, ...]:
    """A reading for each clause, where each names goods of other orders than the others; else none. Pure.

    Args:
        analysis: of the whole message.
        orders: the customer's own.
        names: the words of each clause with goods as the orders call them.
    """
    parts = analysis.affair.parts if analysis.affair is not None else ()
    if len(parts) < 2 or any(part.affair.own < _OWN for part in parts):
        return ()
    title = find_title(analysis.question)
    if title is not None and any(title.value in part.text for part in parts):
        # 梳子开个票 抬头某某宠物有限公司: a company may be called after goods.
        return ()
    fits = [_fitting(names.get(part.text, part.text), orders) for part in parts]
    apart = all(fits) and all(not one & other for n, one in enumerate(fits) for other in fits[n + 1 :])
    return tuple(_reading(part, analysis) for part in parts) if apart else ()


def _fitting(words: str, orders: Sequence[Order]) -> frozenset[str]:
    scored = {order.order_no: order_fit((words,), order, {}) for order in orders}
    best = max(scored.values(), default=0.0)
    return frozenset(number for number, score in scored.items() if score == best) if best >= 1 else frozenset()


def _reading(part: Part, whole: Analysis) -> Analysis:
    """What is wanted of a clause shows in its own reading; the whole's intents are of the other clauses, too."""
    refund = part.affair.likely(Asked.REFUND)
    intent = IntentScore(name=Intent.REFUND_STATUS, confidence=0.5) if refund else _UNSURE
    address = find_address(part.text)
    entities = whole.entities.model_copy(update={"products": (), "address": address.value if address else None})
    return whole.model_copy(
        update={
            "question": part.text,
            "affair": part.affair,
            "intents": (intent,),
            "entities": entities,
            "request": "do" if part.affair.wish.get(Wish.DO, 0.0) >= DOES else "ask",
        }
    )
