"""What the indicators are, from plain cases: definitions that an operator can check by hand."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from statistics import fmean

from domain.approvals import Approval
from domain.handoffs import Handoff
from domain.intents import Outcome
from domain.model import Frozen
from domain.service_figures import Indicator

SELF_SERVICE = frozenset({Outcome.ANSWER, Outcome.TOOL_ANSWER, Outcome.CLARIFY, Outcome.ABSTAIN})
"""Outcomes that no person had a part in."""
UNSOLVED = frozenset({Outcome.ABSTAIN, Outcome.CLARIFY})
PAUSE = timedelta(hours=1)
"""A customer who writes again this long after the shop's last words comes back with the matter."""
AGAIN = timedelta(hours=72)
"""A new conversation of the same customer within this time is the same matter again."""


class Case(Frozen):
    """One conversation, as the indicators see it."""

    opened_at: datetime
    first_response: float | None = None
    """Seconds from the customer's first message to the first answer; None: none yet."""
    outcomes: tuple[Outcome, ...] = ()
    complained: bool = False
    """A turn of it was a complaint."""
    handed_off: bool = False
    waits: bool = False
    """People are still needed."""
    came_back: bool = False
    """The customer wrote again after a pause, or opened another conversation soon."""

    @property
    def self_served(self) -> bool:
        """No person had a part in it."""
        return bool(self.outcomes) and not self.handed_off and all(o in SELF_SERVICE for o in self.outcomes)

    @property
    def resolved(self) -> bool:
        """Nobody is waited for, and its last word was an answer."""
        return bool(self.outcomes) and not self.waits and self.outcomes[-1] not in UNSOLVED


def handled_seconds(handoff: Handoff) -> float | None:
    """From claiming a handoff to resolving it."""
    if handoff.claimed_at is None or handoff.resolved_at is None:
        return None
    return (handoff.resolved_at - handoff.claimed_at).total_seconds()


def indicators_of(
    cases: Sequence[Case],
    handoffs: Sequence[Handoff],
    approvals: Sequence[Approval],
    scores: Sequence[int],
    agent_hour: int | None,
) -> list[Indicator]:
    """All of them, in the order in which they are shown.

    Args:
        scores: customers' ratings, 1 to 5.
        agent_hour: fen that an hour of a person costs; None: the cost isn't known.
    """
    served = [case for case in cases if case.outcomes]
    answered = [case.first_response for case in cases if case.first_response is not None]
    handled = [seconds for handoff in handoffs if (seconds := handled_seconds(handoff)) is not None]
    decided = [(a.decided_at - a.created_at).total_seconds() for a in approvals if a.decided_at is not None]
    resolved = sum(case.resolved for case in served)
    cost = sum(handled) / 3600 * agent_hour / resolved if agent_hour is not None and resolved else None
    return [
        _mean("first_response", answered),
        _mean("handling", handled),
        _share("self_service_rate", served, lambda case: case.self_served),
        _share("first_contact_resolution", served, lambda case: case.resolved and not case.came_back),
        Indicator(name="satisfaction", value=fmean(scores) if scores else None, unit="score", of=len(scores)),
        _share("handoff_rate", served, lambda case: case.handed_off),
        _mean("approval_time", decided),
        Indicator(name="cost_per_resolved", value=cost, unit="fen", of=resolved),
        _share("complaints", served, lambda case: case.complained),
        _share("reopenings", served, lambda case: case.came_back),
    ]


def _mean(name: str, seconds: Sequence[float]) -> Indicator:
    return Indicator(name=name, value=fmean(seconds) if seconds else None, unit="seconds", of=len(seconds))


def _share(name: str, cases: Sequence[Case], holds: Callable[[Case], bool]) -> Indicator:
    value = sum(map(holds, cases)) / len(cases) if cases else None
    return Indicator(name=name, value=value, unit="share", of=len(cases))
