"""Whether people are there, and when they come next."""

from datetime import datetime, time

import pytest

from agent.wording import hours_words
from agent.working_hours import is_open, next_opening
from domain.clock import CHINA
from domain.intents import Language
from domain.shop import WorkingHours

DAY = WorkingHours(start=time(9), end=time(18), days=(1, 2, 3, 4, 5))
NIGHT = WorkingHours(start=time(20), end=time(2), days=(5,))
FRIDAY = datetime(2026, 11, 27, tzinfo=CHINA)


def at(day: int, hour: int) -> datetime:
    """An hour of the week that begins on Friday the 27th."""
    return FRIDAY.replace(hour=hour) if day == 0 else FRIDAY.replace(day=FRIDAY.day + day, hour=hour)


@pytest.mark.parametrize(
    ("hours", "moment", "opened"),
    [
        (DAY, at(0, 9), True), (DAY, at(0, 18), False), (DAY, at(1, 10), False),
        (NIGHT, at(0, 21), True), (NIGHT, at(1, 1), True), (NIGHT, at(1, 3), False), (NIGHT, at(0, 1), False),
    ],
)  # fmt: skip
def test_hours_past_midnight_belong_to_the_day_they_began(hours: WorkingHours, moment: datetime, opened: bool) -> None:
    assert is_open(hours, moment) is opened


def test_the_next_opening_skips_days_off() -> None:
    assert next_opening(DAY, at(0, 20)) == datetime(2026, 11, 30, 9, tzinfo=CHINA)
    assert next_opening(DAY, at(0, 8)) == at(0, 9)
    assert next_opening(WorkingHours(days=()), at(0, 8)) is None


def test_the_customer_reads_when_somebody_will_be_there() -> None:
    assert hours_words(DAY, at(0, 10), Language.CHINESE) == ""
    assert "今天09:00" in hours_words(DAY, at(0, 8), Language.CHINESE)
    assert "11月30日09:00" in hours_words(DAY, at(0, 20), Language.CHINESE)
    assert "November 30 at 09:00" in hours_words(DAY, at(0, 20), Language.ENGLISH)
