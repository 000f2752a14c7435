"""The load test itself, small: what is sent is answered or refused with a time to come back, and nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.replicas.shop import write_policy

pytestmark = pytest.mark.timeout(1000)

REPOSITORY = Path(__file__).parents[3]


def test_a_small_load_loses_nothing(tmp_path: Path) -> None:
    write_policy(tmp_path)
    command = [
        "-m",
        "bench.load",
        "--database",
        "sqlite",
        "--levels",
        "1,3",
        "--seconds",
        "2",
        "--folder",
        str(tmp_path),
    ]
    done = subprocess.run([sys.executable, *command], cwd=REPOSITORY, text=True, capture_output=True, timeout=900)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "lost 0, failed 0, broken 0" in done.stdout
    assert "goodput" in done.stdout
