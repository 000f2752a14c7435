"""kefu eval against a Kefu that is being served, with and without its data folder at hand."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.connect import connect_stores
from backends.data_folder import DataFolder
from backends.settings import Settings
from commands.evaluation.evaluate import evaluate
from commands.evaluation.options import EvalOptions
from commands.secrets import customer_token
from domain.credentials import Role
from domain.errors import InvalidInputError
from domain.ids import ShopId
from eval.summary import Summary
from tests.e2e.served_shop import Server, served
from tests.integration.eval import teashop

SHOP = teashop.FOLDER
OPTIONS = EvalOptions([SHOP / "golden.yaml"], "taoli", as_json=True, solver="served")


def _settings(data: Path) -> Settings:
    return Settings(data_dir=data, llm_api_key=None, llm_base_url=None)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("served-eval") / "data"
    asyncio.run(teashop.imported(place))
    return place


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with served(data) as running:
        yield running


async def _eval(data: Path, options: EvalOptions) -> Summary:
    await evaluate(_settings(data), options)
    (run,) = options.runs.iterdir()
    return Summary.model_validate_json((run / "summary.json").read_bytes())


async def test_a_served_kefu_is_judged_like_the_one_in_process(data: Path, server: Server, tmp_path: Path) -> None:
    run = await _eval(data, OPTIONS._replace(url=server.base, runs=tmp_path))
    failed = {verdict.sample: verdict for verdict in run.verdicts if not verdict.passed}
    # Approving would change the server's own orders: what asks for it is not judged, which is no pass.
    assert list(failed) == ["cancel-carried-out"]
    assert "can't look into the order store" in " ".join(failed["cancel-carried-out"].complaints)
    assert {"groundedness", "disclosure", "approval", "tools"} <= {tally.name for tally in run.by_scorer}
    assert run.solver == "served"
    async with connect_stores(_settings(data)) as stores:
        keys = await stores.credentials.keys(ShopId("taoli"))
    assert [key.role for key in keys] == [Role.CUSTOMER]
    assert keys[0].revoked_at is not None


async def test_a_kefu_elsewhere_is_asked_with_credentials_from_a_file(
    data: Path, server: Server, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "data"
    elsewhere.mkdir()
    # The database with what unseals it: another installation signs tokens with a secret of its own.
    shutil.copyfile(DataFolder(data).database, DataFolder(elsewhere).database)
    sealed = {"wrapping_keys": DataFolder(data).secrets().wrapping_keys}
    DataFolder(elsewhere).secrets()
    file = elsewhere / "secrets.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | sealed))
    there = OPTIONS._replace(url=server.base)
    refused = await _eval(elsewhere, there._replace(runs=tmp_path / "refused"))
    asked = [v.complaints[0] for v in refused.verdicts if v.sample in ("own-order", "cancel")]
    assert all("refuses the credential" in told for told in asked)
    secrets = {c: await customer_token(_settings(data), "taoli", c, 1) for c in ("k01", "k02")}
    async with connect_stores(_settings(data)) as stores:
        secrets["visitor"] = await stores.credentials.create_key(ShopId("taoli"), Role.CUSTOMER)
    credentials = tmp_path / "credentials.json"
    await asyncio.to_thread(credentials.write_text, json.dumps(secrets))
    run = await _eval(elsewhere, there._replace(runs=tmp_path / "runs", credentials=credentials))
    assert [v.sample for v in run.verdicts if not v.passed] == ["cancel-carried-out"]
    # A customer isn't shown what the reply could rest on.
    assert "groundedness" not in {tally.name for tally in run.by_scorer}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "--url"),
        ({"url": "localhost:8000"}, r"looks like http://127\.0\.0\.1:8000"),
        ({"url": "http://127.0.0.1:9", "credentials": Path("none.json")}, "no file of credentials"),
        ({"solver": "chat-model"}, "needs a chat model"),
        ({"judge": Path("eval/rubrics/answers.yaml")}, "needs a chat model"),
        ({"simulator": "chat-model"}, "needs a chat model"),
    ],
)
async def test_what_is_missing_is_told(data: Path, options: dict[str, object], told: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=told):
        await evaluate(_settings(data), OPTIONS._replace(runs=tmp_path, **options))  # type: ignore[arg-type]
