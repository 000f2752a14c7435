"""Indicators from plain cases, reckoned by hand."""

from datetime import UTC, datetime, timedelta

from domain.handoffs import Handoff
from domain.ids import ConversationId, HandoffId, ShopId, TurnId
from domain.indicators import Case, indicators_of
from domain.intents import Outcome, Queue

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HANDOFF = Handoff(
    handoff_id=HandoffId("hof_1"),
    shop=ShopId("s"),
    conversation_id=ConversationId("con_1"),
    turn_id=TurnId("trn_1"),
    topic="human_request",
    priority=3,
    queue=Queue.BASIC,
    reason="",
    created_at=AT,
    claimed_at=AT,
    resolved_at=AT + timedelta(minutes=30),
)


def _case(*outcomes: Outcome, **more: object) -> Case:
    return Case.model_validate({"opened_at": AT, "outcomes": outcomes, **more})


def _values(cases: list[Case], agent_hour: int | None = None) -> dict[str, float | None]:
    return {each.name: each.value for each in indicators_of(cases, [HANDOFF], [], [5, 4], agent_hour)}


def test_each_indicator_counts_what_its_definition_says() -> None:
    cases = [
        _case(Outcome.ANSWER, first_response=2.0),
        _case(Outcome.ANSWER, Outcome.ABSTAIN, first_response=4.0),
        _case(Outcome.HANDOFF, handed_off=True, complained=True),
        _case(Outcome.TOOL_ANSWER, came_back=True),
    ]
    values = _values(cases, agent_hour=6000)
    assert values["first_response"] == 3.0
    assert values["self_service_rate"] == 0.75
    assert values["first_contact_resolution"] == 0.5
    assert (values["handoff_rate"], values["complaints"], values["reopenings"]) == (0.25, 0.25, 0.25)
    assert (values["handling"], values["satisfaction"]) == (1800, 4.5)
    # Half an hour at 60 yuan over three resolved ones.
    assert values["cost_per_resolved"] == 1000


def test_what_was_not_counted_has_no_value() -> None:
    values = {each.name: each.value for each in indicators_of([], [], [], [], 6000)}
    assert set(values.values()) == {None}


def test_a_cost_needs_the_price_of_an_hour() -> None:
    assert _values([_case(Outcome.ANSWER)])["cost_per_resolved"] is None
