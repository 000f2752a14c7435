"""The coming load and the people it takes."""

from datetime import datetime, timedelta

import pytest

from domain.clock import CHINA
from domain.service_figures import Arrival
from domain.workload import forecast, people_needed

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("per_hour", "handling", "within", "share", "people"),
    # 200 calls of 3 minutes an hour, 80 % within 20 s: the worked example of Erlang C tables gives 14 (88.8 %).
    [(200, 180, 20, 0.8, 14), (200, 180, 20, 0.79, 13), (0, 180, 20, 0.8, 0), (0.1, 300, 60, 0.8, 1)],
)
def test_the_people_are_those_of_erlang_c(
    per_hour: float, handling: float, within: float, share: float, people: int
) -> None:
    assert people_needed(per_hour, handling, within, share) == people


def test_more_work_never_takes_fewer_people() -> None:
    needed = [people_needed(per_hour, 300, 60, 0.8) for per_hour in range(0, 400, 7)]
    assert needed == sorted(needed)


def test_an_hour_is_the_mean_of_the_same_hour_of_the_known_weeks() -> None:
    first = NOW - timedelta(weeks=4)
    known = [
        Arrival(at=first + timedelta(weeks=week, hours=1, minutes=each), handled_seconds=300)
        for week in range(4)
        for each in range(6)
    ]
    known.insert(0, Arrival(at=first, handled_seconds=None))
    hours = forecast(known, NOW, 7, 60, 0.8)
    assert len(hours) == 168
    busy = max(hours, key=lambda hour: hour.expected)
    assert (busy.hour.weekday(), busy.hour.hour) == (first.weekday(), 11)
    assert busy.expected == pytest.approx(6, rel=0.05)
    assert sum(hour.people for hour in hours if hour.expected == 0) == 0


def test_nothing_known_means_nobody() -> None:
    assert {hour.people for hour in forecast([], NOW, 2, 60, 0.8)} == {0}
