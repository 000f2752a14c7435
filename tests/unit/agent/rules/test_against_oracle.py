"""The engine against decisions worked out by hand-written arithmetic, over generated orders, rules and clocks."""

from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.rules import eligibility
from domain.orders import OrderStatus
from domain.rules import Rules
from tests.unit.agent.rules.oracle.comparing import decided, differences
from tests.unit.agent.rules.oracle.generating import ACTIONS, STATUSES, moments, worlds
from tests.unit.agent.rules.oracle.world import World
from tests.unit.agent.rules.shop_world import PRODUCTS, order


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_engine_decides_as_the_documentation_reckons(world: World) -> None:
    for action in ACTIONS:
        found = decided(action, world)
        assert differences(action, world, found) == [], found


json_values = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=2)
)


@given(
    st.sampled_from([*ACTIONS, "?"]),
    st.sampled_from(STATUSES),
    st.none() | moments,
    moments,
    st.dictionaries(st.sampled_from(["reason", "amount", "items", "address", "want", "x"]), json_values),
)
def test_the_engine_is_total_and_a_refusal_always_says_why(
    name: str, status: OrderStatus, signed: datetime | None, now: datetime, args: dict[str, object]
) -> None:
    found = eligibility(name, order(status, 1, "L1", signed_at=signed), None, PRODUCTS, Rules(), now, args)
    assert found.reasons
    assert all(reason.endswith("。") for reason in found.reasons)
    assert (found.needs == "nobody") == (not found.allowed)
