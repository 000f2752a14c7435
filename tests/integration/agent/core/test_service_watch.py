"""The alarm over what a shop's turns came to: automation up while people are unhappier."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from agent.service_watch import ServiceWatch
from backends.sql.analytics import SqlAnalytics
from domain.intents import Outcome
from tests.contract.samples import handoff, opening, result, working, writes
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import SHOP, Counter

TALKS = 60


async def happened(counter: Counter, at: datetime, outcomes: Sequence[Outcome]) -> None:
    """Conversations of one turn each; what was handed off was a wish for a person."""
    for outcome in outcomes:
        work = working(await counter.ports.conversations.begin(opening(shop=SHOP.id, at=at)))
        wished = (handoff(work, created_at=at),) if outcome is Outcome.HANDOFF else ()
        bundle = writes(handoffs=wished)
        assert await counter.ports.conversations.commit(work.turn, result(work, outcome), bundle, work.lease, {})


@pytest.mark.parametrize(("wishes", "alarms"), [(10, 1), (0, 0)])
async def test_automation_that_rises_is_an_alarm_only_where_wishes_for_a_person_rise_too(
    opened_anywhere: Opens, wishes: int, alarms: int, caplog: pytest.LogCaptureFixture
) -> None:
    counter = await opened_anywhere()
    now = counter.clock.now()
    half = TALKS // 2
    await happened(counter, now - timedelta(days=3), [Outcome.ANSWER] * half + [Outcome.APPROVAL] * half)
    lately = [Outcome.ANSWER] * (TALKS - wishes) + [Outcome.HANDOFF] * wishes
    await happened(counter, now - timedelta(hours=3), lately)
    watch = ServiceWatch(counter.ports, SqlAnalytics(counter.database))
    assert [await watch.look(), await watch.look()] == [alarms, alarms]
    assert len([each for each in caplog.records if "automation rose" in each.message]) == alarms, "told once"
