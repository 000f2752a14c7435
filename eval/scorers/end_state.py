"""Whether the order store holds in the end what it has to hold."""

from pydantic import JsonValue

from eval.attempt import Attempt, EndState
from eval.samples import Expectation
from eval.score import Score


def end_state(expect: Expectation, attempt: Attempt) -> Score | None:
    """Fields of orders, and the new cases and coupons; of the sample's own customer."""
    wanted, state = expect.end_state, attempt.end_state
    if wanted is None:
        return None
    if state is None:
        return Score(scorer="end_state", passed=None, explanation="this solver can't look into the order store")
    told = [line for number, fields in wanted.orders.items() for line in _order(number, fields, state)]
    told += _new("refunds", wanted.refunds, state) + _new("coupons", wanted.coupons, state)
    return Score(scorer="end_state", passed=not told, explanation="; ".join(told))


def _order(number: str, fields: dict[str, JsonValue], state: EndState) -> list[str]:
    order = _of(state.after, "orders").get(number)
    if not isinstance(order, dict):
        return [f"no order {number} of this customer"]
    extra = order.get("extra")
    known = {**(extra if isinstance(extra, dict) else {}), **order}
    return [
        f"{number} {field}: {known.get(field)} instead of {value}"
        for field, value in fields.items()
        if known.get(field) != value
    ]


def _new(kind: str, wanted: tuple[dict[str, JsonValue], ...] | None, state: EndState) -> list[str]:
    if wanted is None:
        return []
    before = _of(state.before, kind)
    new = [body for key, body in _of(state.after, kind).items() if key not in before and isinstance(body, dict)]
    told = [f"{len(new)} new {kind} instead of {len(wanted)}"] if len(new) != len(wanted) else []
    for fields in wanted:
        if not any(all(body.get(name) == value for name, value in fields.items()) for body in new):
            told.append(f"none of the new {kind} has {fields}")
    return told


def _of(state: dict[str, JsonValue], kind: str) -> dict[str, JsonValue]:
    found = state.get(kind)
    return found if isinstance(found, dict) else {}
