"""Whether the 智能记录 of the conversation is right."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def record(expect: Expectation, attempt: Attempt) -> Score | None:
    """Each expected field; lists hold at least what is expected."""
    wanted, got = expect.record, attempt.record
    if wanted is None:
        return None
    if got is None:
        return Score(scorer="record", passed=None, explanation="this solver brings no record")
    told: list[str] = []
    for name in ("category", "quantity", "needs_follow_up"):
        value, found = getattr(wanted, name), getattr(got, name)
        if value is not None and value != found:
            told.append(f"{name}: {found} instead of {value}")
    for name in ("products", "order_nos"):
        missing = [value for value in getattr(wanted, name) if value not in getattr(got, name)]
        if missing:
            told.append(f"{name} without {', '.join(missing)}")
    return Score(scorer="record", passed=not told, explanation="; ".join(told))
