"""Some kills; `make crash-test` does three hundred and more."""

from pathlib import Path

import pytest

from tests.postgres import fresh_database
from tests.proof.crashes import CrashTest
from tests.proof.shop_at_work import Place


def test_whatever_is_killed_nothing_is_lost_doubled_or_unapproved(tmp_path: Path) -> None:
    report = CrashTest(Place.in_folder(tmp_path), tmp_path).run(20)
    assert report.clean, list(report.lines())


@pytest.mark.postgres
@pytest.mark.timeout(900)
def test_what_a_killed_replica_leaves_the_others_end(postgres_server: str, tmp_path: Path) -> None:
    names = ("crash_kefu", "crash_merchant", "crash_threads")
    place = Place(*(fresh_database(postgres_server, name) for name in names))
    report = CrashTest(place, tmp_path, replicas=3).run(5)
    assert report.clean, list(report.lines())
