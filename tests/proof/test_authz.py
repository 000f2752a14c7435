"""Some attempts of each kind; `make authz-test` makes three thousand."""

from pathlib import Path

import pytest

from tests.proof.intruding import intrude


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
async def test_nothing_of_others_is_told_even_by_a_reasoner_that_obeys(tmp_path: Path) -> None:
    report = await intrude(tmp_path, 90)
    assert report.clean, "\n".join(report.lines())
    assert report.attempts.total() == 90
