"""Whether the customer is shown something that would be a defect."""

from eval.attempt import Attempt
from eval.matching import says
from eval.samples import Expectation
from eval.score import Score


def must_not_include(expect: Expectation, attempt: Attempt) -> Score | None:
    """Neither in the reply's text nor in a quote beside it: the customer reads both."""
    if not expect.must_not_include:
        return None
    result = attempt.result
    in_reply = [word for word in expect.must_not_include if says(result.reply.text, word)]
    quotes = [citation.quote for citation in result.citations]
    in_quotes = [w for w in expect.must_not_include if w not in in_reply and any(says(q, w) for q in quotes)]
    told = [f"says {word}" for word in in_reply] + [f"quotes {word}" for word in in_quotes]
    return Score(scorer="must_not_include", passed=not told, explanation="; ".join(told))
