"""Whether the customer's mood was read right."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def sentiment(expect: Expectation, attempt: Attempt) -> Score | None:
    """Any of the listed values, 1 (furious) to 5 (delighted)."""
    if not expect.sentiment:
        return None
    analysis = attempt.result.analysis
    if analysis is None:
        return Score(scorer="sentiment", passed=None, explanation="the analysis is not shown to this caller")
    passed = analysis.sentiment in expect.sentiment
    wanted = " or ".join(str(value) for value in expect.sentiment)
    return Score(
        scorer="sentiment", passed=passed, explanation="" if passed else f"{analysis.sentiment} instead of {wanted}"
    )
