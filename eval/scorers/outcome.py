"""Whether the turn came to one of the right outcomes."""

from domain.intents import Outcome
from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def outcome(expect: Expectation, attempt: Attempt) -> Score:
    """Always judged; of an endpoint that only returns text, whether the answer should have been one at all."""
    got = attempt.result.outcome
    if got in expect.outcome or (not attempt.outcome_known and Outcome.TOOL_ANSWER in expect.outcome):
        return Score(scorer="outcome", passed=True)
    return Score(scorer="outcome", passed=False, explanation=f"{got} instead of {' or '.join(expect.outcome)}")
