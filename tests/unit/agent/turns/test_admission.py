"""A full process refuses, and says when there is likely to be room."""

import pytest

from agent.turns.admission import LATEST_SECONDS, SOONEST_SECONDS, Admission
from domain.errors import UnavailableError


class Full:
    """A process with so many turns under way, and a clock of its own."""

    def __init__(self, most: int) -> None:
        self.running, self.now = most, 1000.0
        self.admission = Admission(most, lambda: self.running, lambda: self.now)

    def ends(self, turns: int, every: float) -> None:
        """Turns end one after the other."""
        for _ in range(turns):
            self.running -= 1
            with self.admission.place():
                self.now += every
            self.running += 1

    def again(self) -> float:
        """What somebody who comes now is told."""
        with pytest.raises(UnavailableError) as refused:
            self.admission.check()
        return refused.value.retry_after


def test_who_is_refused_first_comes_back_soon() -> None:
    assert Full(4).again() == SOONEST_SECONDS


def test_a_slow_process_asks_for_more_time_than_a_fast_one() -> None:
    slow, fast = Full(40), Full(40)
    slow.ends(8, every=0.5)
    fast.ends(8, every=0.05)
    assert fast.again() < slow.again() <= LATEST_SECONDS


def test_the_more_were_refused_the_later_they_come_back() -> None:
    full = Full(20)
    full.ends(20, every=0.1)
    first = full.again()
    later = [full.again() for _ in range(100)]
    assert first < later[0] < later[-1] <= LATEST_SECONDS


def test_what_is_long_past_counts_no_more() -> None:
    full = Full(20)
    full.ends(10, every=0.9)
    for _ in range(200):
        full.again()
    full.now += 3600
    full.ends(1, every=0.01)
    assert full.again() == SOONEST_SECONDS


def test_a_place_given_back_can_be_taken() -> None:
    full = Full(1)
    full.running = 0
    for _ in range(3):
        with full.admission.place(), pytest.raises(UnavailableError), full.admission.place():
            pass
