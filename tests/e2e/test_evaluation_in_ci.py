"""The example for a merchant's repository does what it says: its own lines are run in one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.integration.eval import teashop

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def _lines() -> list[str]:
    """What the workflow runs, without the installation."""
    workflow: dict[str, Any] = yaml.safe_load((EXAMPLES / "evaluation.github.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["eval"]["steps"] if "run" in step]
    assert steps[0].startswith("pip install")
    return steps[1:]


def _repository(folder: Path) -> Path:
    shutil.copytree(teashop.FOLDER, folder / "shop", ignore=shutil.ignore_patterns("golden.yaml"))
    shutil.copy(teashop.FOLDER / "golden.yaml", folder / "golden.yaml")
    shutil.copy(EXAMPLES / "gate.yaml", folder / "gate.yaml")
    # The example calls its shop myshop; this one's own id stands in its orders.
    return folder


def _run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("KEFU_", "OPENAI_"))}
    environment = bare | {
        "PATH": f"{Path(sys.executable).parent}:{bare.get('PATH', '')}",
        "GITHUB_STEP_SUMMARY": str(folder / "step.md"),
    }
    return subprocess.run(line, shell=True, cwd=folder, env=environment, text=True, capture_output=True, timeout=300)


def test_the_gate_lets_a_sound_shop_through_and_stops_a_change_that_breaks_a_sample(tmp_path: Path) -> None:
    folder = _repository(tmp_path)
    imports, judges, tells = _lines()
    assert [_run(line, folder).returncode for line in (imports, judges, tells)] == [0, 0, 0]
    assert "✅ ship" in (folder / "step.md").read_text(encoding="utf-8")
    golden = folder / "golden.yaml"
    golden.write_text(golden.read_text(encoding="utf-8").replace('["199元"]', '["299元"]'), encoding="utf-8")
    policy = folder / "shop" / "documents" / "退换须知.md"
    policy.write_text("# 退换须知\n\n茶具售出概不退换。\n", encoding="utf-8")
    assert _run(imports, folder).returncode == 0
    refused = _run(judges, folder)
    assert refused.returncode == 1
    assert "return-window" in refused.stdout
    _run(tells, folder)
    assert "❌ do not ship" in (folder / "step.md").read_text(encoding="utf-8")
