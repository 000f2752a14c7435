"""Which parcels a person has to look after."""

import pytest
from pydantic import JsonValue

from agent.parcel_cases import parcel_case
from agent.tools.gathered import Gathered
from domain.evidence import Fact
from domain.intents import Intent
from tests.unit.agent.tools.shop_world import NOW, analysis


def case(text: str, tool: str = "track_shipment", **data: JsonValue) -> str:
    fact = Fact(evidence_id="f1", tool=tool, ref="X1", at=NOW, lines=("事实。",), data={"order_no": "B1"} | data)
    return parcel_case(analysis(Intent.LOGISTICS_TRACK, text), text, Gathered(facts=(fact,)))


@pytest.mark.parametrize("anomaly", ["stale", "unscanned", "returned", "exception", "unsigned"])
def test_a_parcel_that_does_not_go_its_way_is_looked_after(anomaly: str) -> None:
    assert "B1" in case("到哪了", anomaly=[anomaly])


@pytest.mark.parametrize(
    "text", ["显示签收了可我没收到", "我没看见快递", "根本没拿到", "不是我签收的", "I never received it"]
)
def test_a_delivery_that_the_customer_denies_is_looked_after(text: str) -> None:
    assert "没有收到" in case(text, delivered=True, anomaly=["signed_by_other"])
    assert "没有收到" in case(text, tool="get_order", status="已签收")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("谁签收的", {"delivered": True, "anomaly": ["signed_by_other"]}),
        ("我还没收到", {"delivered": False, "anomaly": []}),
        ("到哪了", {"anomaly": []}),
    ],
)
def test_everything_else_needs_nobody(text: str, data: dict[str, JsonValue]) -> None:
    assert case(text, **data) == ""
