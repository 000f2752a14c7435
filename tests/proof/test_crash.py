"""Twenty kills; `make crash-test` does three hundred and more."""

from pathlib import Path

from tests.proof.crashes import CrashTest
from tests.proof.shop_at_work import Place


def test_whatever_is_killed_nothing_is_lost_doubled_or_unapproved(tmp_path: Path) -> None:
    report = CrashTest(Place.in_folder(tmp_path), tmp_path).run(20)
    assert report.clean, list(report.lines())
