"""The scorers, one a file."""

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Scorer
from eval.scorers.action import action
from eval.scorers.ai_label import ai_label
from eval.scorers.approval import approval
from eval.scorers.citation_support import citation_support
from eval.scorers.compliance import compliance_within
from eval.scorers.costs import costs
from eval.scorers.disclosure import disclosure_within
from eval.scorers.end_state import end_state
from eval.scorers.groundedness import groundedness
from eval.scorers.handoff import handoff
from eval.scorers.intent import intent
from eval.scorers.must_include import must_include
from eval.scorers.must_not_include import must_not_include
from eval.scorers.outcome import outcome
from eval.scorers.record import record
from eval.scorers.retrieval import retrieval
from eval.scorers.risk_topic import risk_topic
from eval.scorers.sentiment import sentiment
from eval.scorers.source import source
from eval.scorers.tools import tools
from eval.surroundings import Surroundings

EXPECTED: tuple[Scorer, ...] = (
    outcome,
    must_include,
    must_not_include,
    source,
    tools,
    risk_topic,
    action,
    intent,
    sentiment,
    record,
    end_state,
)
"""What a sample says is right, in the order of a report's columns."""

HARMS: tuple[Scorer, ...] = (citation_support, groundedness, approval, handoff, ai_label)
"""What is wrong in any shop and any sample."""


def scorers_within(surroundings: Surroundings | None) -> tuple[Scorer, ...]:
    """All of them; without surroundings those that need no shop."""
    if surroundings is None:
        return (*EXPECTED, *HARMS)
    return (*EXPECTED, *HARMS, disclosure_within(surroundings), compliance_within(surroundings))


def measures_of(expect: Expectation, attempt: Attempt, yuan_per_million: float = 0.0) -> dict[str, float]:
    """Quantities of the attempt; they pass or fail only by a threshold of the gate."""
    return {**costs(attempt, yuan_per_million), **retrieval(expect, attempt)}
