"""Whether every figure of the reply stands in the evidence of its turn."""

from agent.checks.quantities import Quantity, quantities
from domain.intents import Outcome
from eval.attempt import Attempt
from eval.evidence import is_known, texts_of_last
from eval.samples import Expectation
from eval.score import Score

_CLAIMING = frozenset({Outcome.ANSWER, Outcome.TOOL_ANSWER})


def groundedness(expect: Expectation, attempt: Attempt) -> Score | None:
    """Of answers whose evidence is known: no number, date, amount or code from nowhere.

    What the customer wrote, in any turn, may be repeated.
    """
    if attempt.result.outcome not in _CLAIMING or not is_known(attempt):
        return None
    text = attempt.result.reply.text
    backed = [q for known in (*texts_of_last(attempt), *attempt.customers_words) for q in quantities(known)]
    loose = [q for q in quantities(text) if not _is_backed(q, backed)]
    told = ", ".join(dict.fromkeys(text[q.start : q.end] for q in loose))
    return Score(scorer="groundedness", passed=not loose, explanation=f"from nowhere: {told}" if told else "")


def _is_backed(quantity: Quantity, backed: list[Quantity]) -> bool:
    return any(quantity.same_as(known) for known in backed)
