"""The compose file and the Kubernetes manifests say what this version understands."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

import kefu
from backends.data_folder import DataFolder
from backends.settings import Settings
from tests.unit.docs.markdown import ROOT

KUBERNETES = ROOT / "docker/kubernetes"
OBJECTS: list[dict[str, Any]] = [
    found
    for file in sorted(KUBERNETES.glob("*.yaml"))
    for found in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker/compose.yaml").read_text(encoding="utf-8"))
SETTINGS = {f"KEFU_{name.upper()}" for name in Settings.model_fields}


def _pods() -> list[dict[str, Any]]:
    return [found["spec"]["template"]["spec"] for found in OBJECTS if found["kind"] in ("Deployment", "StatefulSet")]


def _kefu_containers() -> list[dict[str, Any]]:
    return [container for pod in _pods() for container in pod["containers"] if container["image"] == "kefu"]


def _named_settings() -> set[str]:
    named = {name for found in OBJECTS for name in (found.get("data") or found.get("stringData") or {})}
    named |= {entry["name"] for container in _kefu_containers() for entry in container["env"]}
    named |= {name for service in COMPOSE["services"].values() for name in service.get("environment", {})}
    return {name for name in named if name.startswith("KEFU_")}


def test_every_setting_that_a_manifest_names_exists() -> None:
    assert len(_named_settings()) >= 8
    assert _named_settings() <= SETTINGS


@pytest.mark.parametrize("words", [["worker"], *(c["args"] for c in _kefu_containers())])
def test_every_command_of_a_manifest_can_be_called_so(words: list[str]) -> None:
    command: Any = typer.main.get_command(kefu.app)
    found = command.commands[words[0]]
    found.make_context(found.name, words[1:])


def test_probes_ask_what_the_api_has() -> None:
    probes = [
        container[probe]["httpGet"]["path"]
        for container in _kefu_containers()
        for probe in ("readinessProbe", "livenessProbe", "startupProbe")
        if probe in container
    ]
    assert sorted(probes) == ["/healthz", "/healthz", "/readyz"]
    annotations = next(o for o in OBJECTS if o["metadata"]["name"] == "kefu-api")["spec"]["template"]["metadata"]
    assert annotations["annotations"]["prometheus.io/path"] == "/metrics"


def test_drain_ends_before_the_pod_is_killed() -> None:
    graces = [pod["terminationGracePeriodSeconds"] for pod in _pods() if pod["containers"][0]["image"] == "kefu"]
    assert min(graces) >= 35
    assert all(COMPOSE["services"][name]["stop_grace_period"] == "40s" for name in ("api", "worker"))


def test_kefus_containers_run_as_nobody_special_over_a_file_system_they_cant_change() -> None:
    assert len(_kefu_containers()) == 2
    for container in _kefu_containers():
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_nobody_but_kefu_reaches_chroma() -> None:
    policy = next(o for o in OBJECTS if o["kind"] == "NetworkPolicy" and o["metadata"]["name"] == "chroma")
    (rule,) = policy["spec"]["ingress"]
    label = rule["from"][0]["podSelector"]["matchLabels"]
    users = [o for o in OBJECTS if o["kind"] == "Deployment"]
    assert all(label.items() <= o["spec"]["template"]["metadata"]["labels"].items() for o in users)
    assert "ports" not in COMPOSE["services"]["chroma"]


def test_who_sends_to_merchants_and_models_has_a_way_out() -> None:
    leads_out = {name for name, network in COMPOSE["networks"].items() if not (network or {}).get("internal")}
    for name in ("api", "worker"):
        assert leads_out & set(COMPOSE["services"][name]["networks"]), name
        assert "FORWARDED_ALLOW_IPS" in COMPOSE["services"][name]["environment"]


def test_every_resource_of_the_kustomization_is_there() -> None:
    listed = next(o for o in OBJECTS if o["kind"] == "Kustomization")["resources"]
    files = {file.name for file in Path(KUBERNETES).glob("*.yaml")}
    assert files == {*listed, "kustomization.yaml", "secret.example.yaml"}


def test_the_example_secret_has_all_that_a_fresh_installation_makes(tmp_path: Path) -> None:
    DataFolder(tmp_path).secrets()
    made = json.loads((tmp_path / "secrets.json").read_text(encoding="utf-8"))
    example = next(o for o in OBJECTS if o["kind"] == "Secret")["stringData"]["secrets.json"]
    # What is empty at first comes with a rotation.
    assert set(json.loads(example)) == {name for name, value in made.items() if value}
