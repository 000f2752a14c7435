"""Whether the tools ran that the reply has to rest on."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def tools(expect: Expectation, attempt: Attempt) -> Score | None:
    """All of the listed tools; others may run as well."""
    if not expect.tools:
        return None
    if attempt.tools is None:
        return Score(scorer="tools", passed=None, explanation="which tools ran is not known")
    missing = [tool for tool in expect.tools if tool not in attempt.tools]
    told = f"no result of {', '.join(missing)}; ran: {', '.join(sorted(attempt.tools)) or 'none'}"
    return Score(scorer="tools", passed=not missing, explanation=told if missing else "")
