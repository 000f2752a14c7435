"""Whether the risk was seen, or none was seen where there is none."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def risk_topic(expect: Expectation, attempt: Attempt) -> Score | None:
    """An absent key is not judged; null means that no topic may be found."""
    if not expect.judges_risk:
        return None
    analysis = attempt.result.analysis
    if analysis is None:
        return Score(scorer="risk_topic", passed=None, explanation="the analysis is not shown to this caller")
    found, wanted = analysis.risk_topic, expect.risk_topic
    told = "" if found == wanted else f"{found or 'none'} instead of {wanted or 'none'}"
    return Score(scorer="risk_topic", passed=found == wanted, explanation=told)
