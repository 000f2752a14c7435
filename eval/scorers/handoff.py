"""Whether a handoff is told to the customer and arrives with what people need."""

from domain.intents import Outcome
from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def handoff(expect: Expectation, attempt: Attempt) -> Score | None:
    """Of every turn handed off: words for the customer, and a handoff with topic and reason.

    A turn while a person already holds the conversation is theirs to answer; the one before it isn't.
    """
    if not attempt.outcome_known:
        return None
    told: list[str] = []
    handed = [result for result in attempt.results if result.outcome is Outcome.HANDOFF]
    for result in handed:
        if not result.reply.text.strip():
            told.append("the customer is told nothing")
        if result.handoff is None or not result.handoff.topic.strip() or not result.handoff.reason.strip():
            told.append("nothing waits for a person, or without topic and reason")
    if not handed:
        return None
    return Score(scorer="handoff", passed=not told, explanation="; ".join(dict.fromkeys(told)))
