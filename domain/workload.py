"""The load that is coming, hour by hour, and the people it needs.

The expected count of an hour is the mean of the same hour of the week over the weeks that are known (a seasonal mean,
the common baseline of call-centre forecasting); the people come from Erlang C (A. K. Erlang, 1917): the least number
with which the given share is answered within the given time.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.clock import CHINA
from domain.model import Frozen
from domain.service_figures import Arrival

HOURS_A_WEEK = 168
MOST_PEOPLE = 500
USUAL_HANDLING = 300.0
"""Seconds a person holds a conversation, where nothing was measured yet."""


class HourForecast(Frozen):
    """One coming hour."""

    hour: datetime
    expected: float
    """Conversations that need a person."""
    people: int


def forecast(
    arrivals: Sequence[Arrival], now: datetime, days: int, within_seconds: float, share: float
) -> list[HourForecast]:
    """The next full hours of ``days`` days.

    Args:
        arrivals: what people had to take over, oldest first; at best some weeks of it.
        now: on the shop's clock.
        within_seconds: within this time …
        share: … this share has to get a person.
    """
    start = now.astimezone(CHINA).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    expected = _by_hour_of_week(arrivals, now)
    handled = [a.handled_seconds for a in arrivals if a.handled_seconds is not None]
    handling = sum(handled) / len(handled) if handled else USUAL_HANDLING
    hours = [start + timedelta(hours=step) for step in range(days * 24)]
    return [
        HourForecast(
            hour=hour,
            expected=expected[_hour_of_week(hour)],
            people=people_needed(expected[_hour_of_week(hour)], handling, within_seconds, share),
        )
        for hour in hours
    ]


def people_needed(per_hour: float, handling_seconds: float, within_seconds: float, share: float) -> int:
    """The least number of people; 0 where nothing comes."""
    load = per_hour * handling_seconds / 3600
    if load <= 0:
        return 0
    for people in range(max(1, math.ceil(load)), MOST_PEOPLE):
        if people > load and _answered(people, load, handling_seconds, within_seconds) >= share:
            return people
    return MOST_PEOPLE


def _answered(people: int, load: float, handling: float, within: float) -> float:
    """Share answered within the time, by Erlang C; the loss formula first, by its stable recursion."""
    blocked = 1.0
    for number in range(1, people + 1):
        blocked = load * blocked / (number + load * blocked)
    waits = blocked / (1 - load / people * (1 - blocked))
    return 1 - waits * math.exp(-(people - load) * within / handling)


def _by_hour_of_week(arrivals: Sequence[Arrival], now: datetime) -> dict[int, float]:
    """Mean count by hour of the week; in the first week the same hour of any known day."""
    counts: dict[int, float] = defaultdict(float)
    if not arrivals:
        return counts
    known = max(now - arrivals[0].at, timedelta(hours=1))
    weeks = known / timedelta(weeks=1)
    if weeks >= 1:
        for arrival in arrivals:
            counts[_hour_of_week(arrival.at)] += 1 / weeks
        return counts
    days = max(1.0, known / timedelta(days=1))
    for arrival in arrivals:
        for day in range(7):
            counts[day * 24 + arrival.at.astimezone(CHINA).hour] += 1 / days
    return counts


def _hour_of_week(at: datetime) -> int:
    local = at.astimezone(CHINA)
    return local.weekday() * 24 + local.hour
