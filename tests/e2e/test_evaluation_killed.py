"""kefu eval, killed half way: the same folder goes on, and what was judged before is not asked again."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from eval.golden_sets.files import read_golden_files
from tests.e2e.served_shop import KEFU, environment_of, kefu
from tests.integration.eval import teashop

GOLDEN = teashop.FOLDER / "golden.yaml"


def _lines(run: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def _killed(data: Path, arguments: list[str], runs: Path) -> Path:
    """Start the run, kill it as soon as some samples are judged, and return its folder."""
    process = subprocess.Popen([KEFU, *arguments], env=environment_of(data), stderr=subprocess.DEVNULL)
    for _ in range(1200):
        if any(len(file.read_bytes().splitlines()) >= 3 for file in runs.glob("*/results.jsonl")):
            break
        if process.poll() is not None:
            pytest.fail("the run ended before it could be killed")
        time.sleep(0.1)
    process.kill()
    process.wait()
    (run,) = runs.iterdir()
    return run


def test_a_killed_run_goes_on_and_ends_like_a_whole_one(tmp_path: Path) -> None:
    data, runs = tmp_path / "data", tmp_path / "runs"
    kefu(data, "shop", "import", str(teashop.FOLDER))
    arguments = ["eval", str(GOLDEN), "--shop", "taoli", "--trials", "3", "--runs", str(runs)]
    run = _killed(data, arguments, runs)
    assert not (run / "summary.json").exists()
    before = {(line["sample"], line["trial"]): line["seconds"] for line in _lines(run)}
    kefu(data, *arguments, "--resume", str(run))
    after = {(line["sample"], line["trial"]): line["seconds"] for line in _lines(run)}
    wanted = {(sample.id, trial) for sample in read_golden_files([GOLDEN]) for trial in (1, 2, 3)}
    assert set(after) == wanted
    assert len(_lines(run)) == len(wanted)
    assert before.items() <= after.items()
    assert json.loads((run / "summary.json").read_bytes())["passed"] == len(wanted) / 3
    assert (run / "report.html").is_file()
    refused = subprocess.run(
        [KEFU, *arguments, "--seed", "4", "--resume", str(run)],
        env=environment_of(data),
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert "start a new run" in " ".join(refused.stderr.split())
