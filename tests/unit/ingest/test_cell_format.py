from datetime import date, datetime, time

import pytest

from ingest.partition.cell_format import shown_value


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "是"),
        (0.85, "0%", "85%"),
        (0.125, "0.0%", "12.5%"),
        (99.5, "¥#,##0.00", "¥99.50"),
        (200, '0"元"', "200元"),
        (5, '"约"0"天"', "约5天"),
        (7, "000", "007"),
        (1234567, "#,##0", "1234567"),
        (date(2026, 12, 1), "yyyy-mm-dd", "2026-12-01"),
        (datetime(2026, 12, 1), "yyyy/m/d", "2026-12-01"),  # noqa: DTZ001 (workbooks know no zones)
        (datetime(2026, 12, 1, 8, 5), "General", "2026-12-01 08:05"),  # noqa: DTZ001
        (time(9, 30), "h:mm", "09:30"),
        ("文字", "@", "文字"),
    ],
)
def test_values_are_shown_as_people_see_them(value: object, number_format: str, shown: str) -> None:
    assert shown_value(value, number_format) == shown
