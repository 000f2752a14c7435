"""The alarm that a shop's automation goes up at its customers' cost."""

import math

from domain.model import Frozen

Z = 2.33
"""One-sided at 1 %: two samples that differ by chance alone raise the alarm once in a hundred looks at most."""
FEWEST = 30
"""Turns and conversations that either span needs before shares of it say anything."""


class ServiceSpan(Frozen):
    """What happened between two moments."""

    turns: int
    automated: int
    """Turns that no person had a part in."""
    conversations: int
    """With a turn in the span."""
    unhappy: int
    """Of these, with a complaint, a matter that came back after people had it, or a wish for a person."""

    @property
    def automation(self) -> float:
        """Share of turns; 0 without any."""
        return self.automated / self.turns if self.turns else 0.0

    @property
    def unhappiness(self) -> float:
        """Share of conversations; 0 without any."""
        return self.unhappy / self.conversations if self.conversations else 0.0


class ServiceAlarm(Frozen):
    """Automation is up, and so are complaints, reopened matters and wishes for a person."""

    lately: ServiceSpan
    before: ServiceSpan


def alarm_of(lately: ServiceSpan, before: ServiceSpan) -> ServiceAlarm | None:
    """Whether both shares rose by more than chance explains (two-proportion z-test on each)."""
    if min(lately.turns, before.turns, lately.conversations, before.conversations) < FEWEST:
        return None
    automation = _z(lately.automated, lately.turns, before.automated, before.turns)
    unhappiness = _z(lately.unhappy, lately.conversations, before.unhappy, before.conversations)
    return ServiceAlarm(lately=lately, before=before) if min(automation, unhappiness) > Z else None


def _z(hits: int, of: int, hits_before: int, of_before: int) -> float:
    pooled = (hits + hits_before) / (of + of_before)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / of + 1 / of_before))
    return (hits / of - hits_before / of_before) / spread if spread else 0.0
