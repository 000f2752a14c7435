"""A sound agent passes the gate; each way of being broken is refused, and told by the scorer that is there for it."""

import asyncio

import pytest

from backends.connect import connect_stores
from backends.settings import Settings
from eval.baseline import baseline_of, compare
from eval.gate import Gate, breaches
from eval.summary import Summary
from tests.integration.eval import teashop
from tests.integration.eval.broken import (
    DroppedCondition,
    LeakedOrder,
    SilentHandoff,
    SkippedApproval,
    Tampered,
    WrongDocument,
)

GATE = Gate(min_pass=0.8, max_broken=0, scorers={"disclosure": 1.0, "approval": 1.0, "handoff": 1.0})


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return asyncio.run(teashop.imported(tmp_path_factory.mktemp("teashop")))


async def _gated(
    settings: Settings, breaking: teashop.Breaking = teashop.sound, tampered: type[Tampered] | None = None
) -> Summary:
    summary, _ = await teashop.run(settings, teashop.golden(), breaking, tampered or (lambda solver: solver))
    return summary


def _faults(summary: Summary) -> set[tuple[str, str]]:
    return {(verdict.sample, scorer) for verdict in summary.verdicts for scorer in verdict.failed_scorers}


@pytest.mark.parametrize(
    ("breaking", "tampered", "fault"),
    [
        (WrongDocument.of_the_teashop, None, ("return-window", "source")),
        (teashop.sound, DroppedCondition, ("return-window", "must_include")),
        (LeakedOrder.of_the_teashop, None, ("foreign-order", "disclosure")),
        (SkippedApproval.of_the_teashop, None, ("cancel", "approval")),
        (teashop.sound, SilentHandoff, ("wants-a-person", "handoff")),
    ],
    ids=["wrong document", "dropped condition", "leaked order", "skipped approval", "silent handoff"],
)
async def test_a_broken_agent_is_refused(
    settings: Settings,
    sound: Summary,
    breaking: teashop.Breaking,
    tampered: type[Tampered] | None,
    fault: tuple[str, str],
) -> None:
    summary = await _gated(settings, breaking, tampered)
    summary = summary.model_copy(update={"comparison": compare(baseline_of(sound), summary)})
    refused = breaches(GATE, summary)
    assert fault in _faults(summary)
    assert any(fault[0] in breach.samples for breach in refused)


@pytest.fixture(scope="module")
def sound(settings: Settings) -> Summary:
    return asyncio.run(_gated(settings))


async def test_the_agent_as_it_is_passes(sound: Summary) -> None:
    assert breaches(GATE, sound) == ()
    assert sound.passed == sound.samples == len(teashop.golden())


async def test_order_and_company_change_nothing(settings: Settings, sound: Summary) -> None:
    """Another order, one at a time: among them is a sample that cancels the order which another one asks about."""
    again, _ = await teashop.run(settings, teashop.golden(), seed=11, concurrency=1)
    replies = [(v.sample, v.passed, v.outcome, v.reply) for v in again.verdicts]
    assert replies == [(v.sample, v.passed, v.outcome, v.reply) for v in sound.verdicts]


async def test_a_run_leaves_nothing_in_the_shops_own_store(settings: Settings, sound: Summary) -> None:
    async with connect_stores(settings) as stores:
        assert await stores.conversations.conversations(teashop.SHOP) == []
        assert await stores.approvals.approvals(teashop.SHOP, None) == []
        order = await stores.orders.order(teashop.SHOP, "k01", "TL2026111801")  # type: ignore[arg-type]
    assert order is not None
    assert order.status == "待发货"
