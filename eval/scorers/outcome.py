"""Whether the turn came to one of the right outcomes."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def outcome(expect: Expectation, attempt: Attempt) -> Score:
    """Always judged."""
    got = attempt.result.outcome
    if got in expect.outcome:
        return Score(scorer="outcome", passed=True)
    return Score(scorer="outcome", passed=False, explanation=f"{got} instead of {' or '.join(expect.outcome)}")
