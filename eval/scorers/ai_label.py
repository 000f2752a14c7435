"""Whether a person can see that a machine wrote the reply."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def ai_label(expect: Expectation, attempt: Attempt) -> Score | None:
    """Every reply is labelled; not judged of endpoints whose protocol has no label."""
    if not attempt.outcome_known:
        return None
    bare = sum(not result.reply.ai_generated for result in attempt.results)
    told = f"{bare} replies without the label" if bare else ""
    return Score(scorer="ai_label", passed=not bare, explanation=told)
