"""Some simultaneous pairs of each kind; `make race-test` runs a thousand."""

from pathlib import Path

import pytest

from tests.postgres import fresh_database
from tests.proof.pairs import KINDS
from tests.proof.races import RaceTest
from tests.proof.shop_at_work import Place


def test_two_at_once_come_to_one_effect(tmp_path: Path) -> None:
    report = RaceTest(Place.in_folder(tmp_path)).run(3 * len(KINDS))
    assert report.faults == [], list(report.lines())


@pytest.mark.postgres
def test_two_at_once_come_to_one_effect_on_postgresql(postgres_server: str) -> None:
    names = ("race_kefu", "race_merchant", "race_threads")
    report = RaceTest(Place(*(fresh_database(postgres_server, name) for name in names)), replicas=3).run(2 * len(KINDS))
    assert report.faults == [], list(report.lines())
