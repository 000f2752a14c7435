"""kefu screen, candidates, conversations unfreeze and customer erase, over talks that really took place."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
from typer.testing import CliRunner, Result

from api.services import Services
from backends.connect import connect
from backends.settings import Settings
from commands.compose import compose
from domain.conversation import TurnResult
from domain.copilot import Feedback
from domain.credentials import Principal, Role
from domain.errors import NotFoundError
from domain.ids import CustomerId, ShopId
from domain.intents import Outcome, Speaker
from domain.writes import NewMessage, Writes
from kefu import app

T = TypeVar("T")
FOLDER = Path(__file__).with_name("shop")
SHOP, ANYBODY = ShopId("sugao"), CustomerId("k1")
AGENT = Principal(shop=SHOP, role=Role.AGENT, credential="agent")
SLIPPED = "这边聊不方便，您存一下师傅的私人号，晚上细说"


class Talks(NamedTuple):
    """What was said before the commands run."""

    data: Path
    kept: TurnResult
    suited: TurnResult
    unsuited: TurnResult
    wedding: TurnResult
    abused: TurnResult


async def _say(services: Services, text: str) -> TurnResult:
    customer = Principal(shop=SHOP, role=Role.CUSTOMER, credential="customer:k1", customer_id=ANYBODY)
    return await services.turns.result(await services.turns.submit(customer, text), 60)


async def _talked(services: Services, data: Path) -> Talks:
    kept = await _say(services, "核桃酥开封后能放几天")
    suggestion = (await services.copilot.suggest(AGENT, kept.conversation_id)).suggestions[0]
    now = services.ports.clock.now()
    said = Feedback(suggestion_id=suggestion.suggestion_id, decision="accepted", staff="s", at=now)
    await services.copilot.feedback(AGENT, said)
    # Sent before anything knew it, or imported.
    slipped = NewMessage(
        conversation_id=kept.conversation_id, speaker=Speaker.AGENT, text=SLIPPED, at=now, dedupe_key="slipped"
    )
    await services.ports.conversations.write(SHOP, Writes(messages=(slipped,)))
    return Talks(
        data,
        kept,
        await _say(services, "孕妇能吃核桃酥吗"),
        await _say(services, "糖尿病人能吃核桃酥吗"),
        await _say(services, "我们办婚礼想订一批喜饼"),
        await _say(services, "傻逼客服去死"),
    )


async def _over(data: Path, job: Callable[[Services], Awaitable[T]]) -> T:
    async with connect(Settings(data_dir=data)) as backends:
        return await job(compose(backends))


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Talks:
    data = tmp_path_factory.mktemp("care") / "data"
    assert kefu(data, "shop", "import", str(FOLDER)).exit_code == 0
    return asyncio.run(_over(data, lambda services: _talked(services, data)))


def kefu(data: Path, *words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"KEFU_DATA_DIR": str(data)})


def test_whether_goods_suit_a_group_is_answered_where_a_document_names_it_and_else_by_people(talks: Talks) -> None:
    assert talks.suited.outcome is Outcome.ANSWER
    assert "每天不超过两块" in talks.suited.reply.text
    assert talks.suited.handoff is None
    assert talks.unsuited.outcome is Outcome.HANDOFF
    assert talks.unsuited.handoff is not None
    assert talks.unsuited.handoff.topic == "vulnerable_person"


def test_a_merchants_own_intent_goes_to_people_without_code(talks: Talks) -> None:
    assert talks.wedding.handoff is not None
    assert talks.wedding.handoff.topic == "own_intent"
    assert talks.kept.handoff is None


def test_screening_again_finds_what_left_and_ends_with_an_error(talks: Talks) -> None:
    done = kefu(talks.data, "screen", "--shop", SHOP, "--since", "1d")
    assert done.exit_code == 1
    assert "off_platform_contact" in done.stdout
    found = json.loads(kefu(talks.data, "screen", "--shop", SHOP, "--since", "1d", "--json").stdout)
    assert found["messages"] >= 6
    assert [hit["conversation_id"] for hit in found["hits"]] == [talks.kept.conversation_id]


@pytest.mark.parametrize("since", ["gestern", "7x", "-1d"])
def test_a_time_that_is_none_is_told_so(talks: Talks, since: str) -> None:
    done = kefu(talks.data, "screen", "--shop", SHOP, f"--since={since}")
    assert done.exit_code == 1
    assert "7d" in done.stderr
    assert kefu(talks.data, "screen", "--shop", "nobody").exit_code == 1


def test_what_people_sent_is_listed_as_candidates(talks: Talks) -> None:
    (candidate,) = json.loads(kefu(talks.data, "candidates", "--shop", SHOP, "--json").stdout)
    assert candidate["question"] == "核桃酥开封后能放几天"
    assert "十五天" in candidate["answer"]
    assert candidate["fit_for"] == ["golden", "faq"]
    assert "十五天" in kefu(talks.data, "candidates", "--shop", SHOP).stdout


def test_a_frozen_conversation_is_thawed_once_by_a_supervisor(talks: Talks) -> None:
    frozen = talks.abused.conversation_id
    done = kefu(talks.data, "conversations", "unfreeze", frozen, "--shop", SHOP)
    assert (done.exit_code, frozen in done.stdout) == (0, True)
    again = kefu(talks.data, "conversations", "unfreeze", frozen, "--shop", SHOP)
    assert again.exit_code == 1
    assert "kefu:" in again.stderr
    assert kefu(talks.data, "conversations", "unfreeze", "con_none", "--shop", SHOP).exit_code == 1


def test_erasing_asks_first_and_then_leaves_nothing(talks: Talks) -> None:
    assert kefu(talks.data, "customer", "erase", ANYBODY, "--shop", SHOP).exit_code == 1, "nobody said yes"
    erased = json.loads(kefu(talks.data, "customer", "erase", ANYBODY, "--shop", SHOP, "--yes", "--json").stdout)
    assert erased["messages"] >= 10

    async def said(services: Services) -> list[str]:
        try:
            messages = await services.ports.conversations.messages(SHOP, talks.kept.conversation_id)
        except NotFoundError:
            return []
        return [message.text for message in messages if "核桃酥" in message.text]

    assert asyncio.run(_over(talks.data, said)) == []
