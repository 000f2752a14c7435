"""What the OpenAPI document allows, and much that it doesn't: no server error, no status that it doesn't name."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.served_shop import kefu, served

EXAMPLES = 5
"""For an operation; few, since every change pays for them."""

POLICY = "# 退换说明\n\n## 布料\n未裁剪的布料签收后6天内可以退，运费买家出。裁剪过的不退。\n"


@pytest.fixture(scope="module")
def fuzzed_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop of its own: fuzzing deletes documents."""
    root = tmp_path_factory.mktemp("fuzz")
    (root / "fabric/documents").mkdir(parents=True)
    (root / "fabric/documents/退换说明.md").write_text(POLICY, encoding="utf-8")
    kefu(root / "data", "shop", "import", str(root / "fabric"))
    return root / "data"


def test_no_generated_request_makes_a_server_error(fuzzed_data: Path) -> None:
    key = kefu(fuzzed_data, "key", "create", "--role", "admin", "--shop", "fabric")
    with served(fuzzed_data) as server:
        done = subprocess.run(
            [
                Path(sys.executable).parent / "st",
                *("run", f"{server.base}/openapi.json", "-H", f"Authorization: Bearer {key}"),
                *("-c", "not_a_server_error,status_code_conformance", "-n", str(EXAMPLES), "--seed", "20261125"),
                # A stream of events never ends by itself; each entry of the FAQ pays for an ingest.
                *("--exclude-path-regex", "/(events|faq)$", "--phases", "coverage,fuzzing", "--request-timeout", "60"),
            ],
            cwd=fuzzed_data.parent,
            text=True,
            capture_output=True,
            timeout=280,
        )
    assert done.returncode == 0, done.stdout[-6000:]
