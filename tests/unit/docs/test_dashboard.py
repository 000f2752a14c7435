"""The Grafana dashboard asks for figures that there are."""

import json
import re

from backends.connect import connect
from backends.settings import Settings
from commands.compose import compose
from tests.unit.docs.markdown import ROOT

NAME = re.compile(r"\bkefu_[a-z_]+")


async def _offered(data: object) -> set[str]:
    async with connect(Settings.model_validate({"data_dir": data})) as backends:
        text = (await compose(backends).metrics.text()).decode()
    families = re.findall(r"^# TYPE (\S+) (\S+)", text, re.M)
    offered = {name for name, _ in families}
    return offered | {f"{name}_bucket" for name, kind in families if kind == "histogram"}


async def test_every_panel_and_every_documented_metric_exists(tmp_path: object) -> None:
    offered = await _offered(f"{tmp_path}/data")
    dashboard = json.loads((ROOT / "docker/grafana.json").read_text(encoding="utf-8"))
    asked = {name for panel in dashboard["panels"] for t in panel["targets"] for name in NAME.findall(t["expr"])}
    documented = set(NAME.findall((ROOT / "docs/production.md").read_text(encoding="utf-8")))
    assert len(asked) >= 10
    assert asked <= offered
    assert documented <= offered
    told = {name for name in offered if name.startswith("kefu_") and not name.endswith(("_bucket", "_created"))}
    assert told <= documented
