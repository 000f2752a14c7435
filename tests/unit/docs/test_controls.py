"""Each control that docs/security.md claims names a test that is there."""

import re

from tests.unit.docs.markdown import ROOT, table_rows

THREATS = [row for row in table_rows(ROOT / "docs/security.md") if not row[0].isdigit() and "`tests/" in row[2]]


def test_every_threat_names_a_control_and_tests_that_exist() -> None:
    assert len(THREATS) >= 18
    for threat, control, proof in THREATS:
        files = re.findall(r"`(tests/[\w/]+\.py)`", proof)
        assert control, threat
        assert files, threat
        for file in files:
            assert "def test_" in (ROOT / file).read_text(encoding="utf-8"), file
