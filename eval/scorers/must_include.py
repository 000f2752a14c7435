"""Whether the reply says what it has to say, figures included."""

from eval.attempt import Attempt
from eval.matching import says
from eval.samples import Expectation
from eval.score import Score


def must_include(expect: Expectation, attempt: Attempt) -> Score | None:
    """Of every group one alternative in the reply's text; a citation's quote doesn't count."""
    if not expect.must_include:
        return None
    text = attempt.result.reply.text
    missing = [group for group in expect.must_include if not any(says(text, wanted) for wanted in group)]
    told = "; ".join("nothing of " + " / ".join(group) for group in missing)
    return Score(scorer="must_include", passed=not missing, explanation=told)
