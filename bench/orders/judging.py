"""Whether an answer is about the right order and says the right things."""

import re
from typing import NamedTuple

from pydantic import JsonValue

from bench.orders.questions import Question
from domain.conversation import TurnResult
from domain.intents import Outcome
from domain.orders import Order

_TAIL = re.compile(r"尾号([0-9A-Za-z-]+)：")


class Verdict(NamedTuple):
    """What is wrong with each of both; empty when right."""

    order: str
    facts: str


def judged(question: Question, result: TurnResult, trace: dict[str, JsonValue], orders: list[Order]) -> Verdict:
    """Compare.

    Args:
        question: with what is right.
        result: of the last turn.
        trace: of the same turn; names every fact that was looked up.
        orders: all of the shop's.
    """
    return Verdict(_wrong_order(question, result, trace, orders), _wrong_facts(question, result, orders))


def _wrong_order(question: Question, result: TurnResult, trace: dict[str, JsonValue], orders: list[Order]) -> str:
    told, text = _orders_told(trace), result.reply.text
    if question.signin or question.none:
        words = "登录" if question.signin else "没有"
        return f"told of {sorted(told)}" if told else "" if words in text else f"doesn't say {words}"
    if question.choose:
        offered = {no for tail in _TAIL.findall(text) for no in _ending(tail, orders, question.customer)}
        return "" if offered == set(question.choose) and not told else f"offers {sorted(offered)}, told {sorted(told)}"
    if question.order is None:
        return ""
    return "" if told == set(question.order) else f"about {sorted(told) or 'none'}"


def _orders_told(trace: dict[str, JsonValue]) -> set[str]:
    found: set[str] = set()
    facts = trace.get("facts")
    for fact in facts if isinstance(facts, list) else ():
        data = fact.get("data") if isinstance(fact, dict) else None
        if not isinstance(data, dict):
            continue
        if isinstance(data.get("order_no"), str):
            found.add(str(data["order_no"]))
        listed = data.get("orders")
        found |= (
            {str(each["order_no"]) for each in listed if isinstance(each, dict)} if isinstance(listed, list) else set()
        )
    return found


def _ending(tail: str, orders: list[Order], customer: str | None) -> set[str]:
    return {o.order_no for o in orders if o.customer_id == customer and o.order_no.endswith(tail)}


def _wrong_facts(question: Question, result: TurnResult, orders: list[Order]) -> str:
    text = result.reply.text
    wrong = [f"lacks {'/'.join(group)}" for group in question.facts if not any(words in text for words in group)]
    wrong += [f"says {words}" for words in question.wrong if words in text]
    wrong += [f"tells the seller's note of {o.order_no}" for o in orders if o.seller_note and o.seller_note in text]
    wrong += [f"{name} isn't said to be unusable" for name in question.unusable if not _refused(name, text)]
    proposed = [action.name for action in result.actions]
    if proposed != ([question.action] if question.action else []):
        wrong.append(f"proposes {proposed or 'nothing'}")
    if question.case and result.handoff is None:
        wrong.append("opens no case")
    if not question.case and result.outcome is Outcome.HANDOFF:
        wrong.append("hands off")
    return "; ".join(wrong)


def _refused(coupon: str, text: str) -> bool:
    return any(coupon in line and "不能" in line for line in text.splitlines())
