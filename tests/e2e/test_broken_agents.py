"""The gate on the command line: a sound Kefu behind HTTP is let through, and each broken one is refused."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml
from typer.testing import CliRunner

from agent.turns import Ticket, TurnService
from api.app import create_app
from api.services import Services
from backends.connect import connect
from backends.settings import Settings
from commands.compose import compose
from domain.conversation import TurnResult
from kefu import app
from tests.integration.eval import teashop
from tests.integration.eval.broken import (
    DroppedCondition,
    Everybodys,
    Impatient,
    OtherDocument,
    SilentHandoff,
    Tampered,
)

Breaking = Callable[[Services], Services]


def _sound(services: Services) -> Services:
    return services


def _wrong_document(services: Services) -> Services:
    ports = replace(services.ports, search=OtherDocument(services.ports.search))
    return replace(services, ports=ports, turns=_turns(services, TurnService, ports))


def _leaked_order(services: Services) -> Services:
    own: Any = services.ports.orders
    ports = replace(services.ports, orders=Everybodys(own._embedded, own._shops, own._credentials))
    return replace(services, ports=ports, turns=_turns(services, TurnService, ports))


def _skipped_approval(services: Services) -> Services:
    turns = _turns(services, Impatient)
    turns.orders = services.ports.orders
    return replace(services, turns=turns)


def _tampering(tampered: type[Tampered]) -> Breaking:
    class Tampering(TurnService):
        async def result(self, ticket: Ticket, seconds: float = 60.0) -> TurnResult:
            return tampered.changed(await super().result(ticket, seconds))

    return lambda services: replace(services, turns=_turns(services, Tampering))


def _turns(services: Services, kind: type[Any], ports: Any = None) -> Any:
    return kind(ports or services.ports, services.turns._runs, services.hub)


@contextmanager
def _serving(settings: Settings, breaking: Breaking) -> Iterator[str]:
    """The whole application with the fault in it, in a thread and an event loop of its own."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    ready, servers = threading.Event(), []

    async def serve() -> None:
        async with connect(settings) as backends:
            broken = create_app(breaking(compose(backends)))
            servers.append(uvicorn.Server(uvicorn.Config(broken, log_level="error", access_log=False, lifespan="off")))
            ready.set()
            await servers[0].serve(sockets=[listening])

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        servers[0].should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """Without what a server of others isn't asked: to approve."""
    samples = yaml.safe_load((teashop.FOLDER / "golden.yaml").read_text(encoding="utf-8"))
    file = tmp_path / "golden.yaml"
    file.write_text(yaml.safe_dump([s for s in samples if not s.get("approve")], allow_unicode=True), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("breaking", "fault"),
    [
        (_sound, None),
        (_wrong_document, ("return-window", "source")),
        (_tampering(DroppedCondition), ("return-window", "must_include")),
        (_leaked_order, ("foreign-order", "disclosure")),
        (_skipped_approval, ("cancel", "approval")),
        (_tampering(SilentHandoff), ("wants-a-person", "handoff")),
    ],
    ids=["sound", "wrong document", "dropped condition", "leaked order", "skipped approval", "silent handoff"],
)
def test_only_the_sound_agent_may_ship(
    tmp_path: Path, golden: Path, monkeypatch: pytest.MonkeyPatch, breaking: Breaking, fault: tuple[str, str] | None
) -> None:
    settings = asyncio.run(teashop.imported(tmp_path / "data"))
    monkeypatch.setenv("KEFU_DATA_DIR", str(settings.data_dir))
    with _serving(settings, breaking) as url:
        arguments = ["eval", str(golden), "--shop", "taoli", "--solver", "served", "--url", url, "--json"]
        done = CliRunner().invoke(app, [*arguments, "--runs", str(tmp_path / "runs")])
    told = json.loads(done.stdout)
    assert (done.exit_code, told["ship"]) == ((0, True) if fault is None else (1, False))
    if fault is not None:
        failed = {verdict["sample"]: verdict["failed_scorers"] for verdict in told["verdicts"]}
        assert fault[1] in failed[fault[0]]
