import pytest

from domain.text.numerals import parse_numeral


@pytest.mark.parametrize(("written", "value"), [("一万五", 15_000), ("一万零五", 10_005), ("两万三千", 23_000)])
def test_a_digit_after_ten_thousands_counts_thousands(written: str, value: int) -> None:
    assert parse_numeral(written) == value
