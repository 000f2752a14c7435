"""Intervals, pass^k and significance agree with values worked out elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.statistics import mcnemar, paired_change, pass_hat, shift, spread, wilson


def test_wilsons_interval_of_nine_in_ten() -> None:
    # Worked out by hand from the closed form with z = 1.959964.
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


@given(total=st.integers(1, 500), data=st.data())
def test_an_interval_holds_its_rate(total: int, data: st.DataObject) -> None:
    passed = data.draw(st.integers(0, total))
    low, high = wilson(passed, total)
    assert 0 <= low <= passed / total + 1e-12
    assert passed / total - 1e-12 <= high <= 1


def test_pass_hat_is_the_unbiased_chance_of_k_in_a_row() -> None:
    assert pass_hat([(2, 4)], 1) == pytest.approx(0.5)
    assert pass_hat([(2, 4)], 2) == pytest.approx(1 / 6)
    assert pass_hat([(4, 4), (0, 4)], 4) == pytest.approx(0.5)
    assert pass_hat([(1, 1)], 2) is None


@pytest.mark.parametrize(("broken", "fixed", "p"), [(0, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (3, 3, 1.0)])
def test_mcnemars_exact_test_counts_the_flips(broken: int, fixed: int, p: float) -> None:
    assert mcnemar(broken, fixed) == pytest.approx(p)
    assert mcnemar(fixed, broken) == pytest.approx(p)


def test_the_interval_of_a_paired_change_is_bonetts_and_prices() -> None:
    # By hand: 5 fixed and 1 broken of 40: 6/42 - 2/42 ± 1.959964 · sqrt((8/42 - (4/42)²) / 42).
    assert paired_change(1, 5, 40) == pytest.approx((-0.033572, 0.224048), abs=1e-5)
    assert paired_change(0, 0, 0) == (-1.0, 1.0)


@given(pairs=st.integers(1, 300), data=st.data())
def test_the_interval_of_a_change_is_mirrored_by_the_other_way_round(pairs: int, data: st.DataObject) -> None:
    broken = data.draw(st.integers(0, pairs))
    fixed = data.draw(st.integers(0, pairs - broken))
    low, high = paired_change(broken, fixed, pairs)
    assert -1 <= low <= high <= 1
    assert paired_change(fixed, broken, pairs) == pytest.approx((-high, -low))


def test_a_shift_needs_enough_pairs_that_differ() -> None:
    slower = shift("agent seconds", [1.0] * 8, [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8])
    assert slower.p_value < 0.05
    assert slower.after - slower.before == pytest.approx(0.45)
    assert shift("agent seconds", [1.0] * 3, [2.0] * 3).p_value == 1.0


def test_a_spread_has_nearest_rank_quantiles() -> None:
    found = spread("x", [4.0, 1.0, 3.0, 2.0])
    assert (found.count, found.mean, found.p50, found.p95, found.total) == (4, 2.5, 3.0, 4.0, 10.0)
