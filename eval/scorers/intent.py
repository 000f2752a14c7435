"""Whether the message was read as what it is about."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def intent(expect: Expectation, attempt: Attempt) -> Score | None:
    """Any of the listed intents is the most likely one."""
    if not expect.intent:
        return None
    analysis = attempt.result.analysis
    if analysis is None:
        return Score(scorer="intent", passed=None, explanation="the analysis is not shown to this caller")
    passed = analysis.intent in expect.intent
    told = "" if passed else f"{analysis.intent} instead of {' or '.join(expect.intent)}"
    return Score(scorer="intent", passed=passed, explanation=told)
