"""The tools themselves: their table, their arguments, their way to models."""

from typing import Any

import pytest
from pydantic import ValidationError

from agent.tools.context import ToolType
from agent.tools.langchain_tools import langchain_tools
from agent.tools.propose import propose_action
from agent.tools.registry import TOOLS, tool_named
from tests.unit.agent.tools.shop_world import context

READS = {"find_orders", "get_order", "track_shipment", "get_refund", "check_stock", "list_coupons", "search_knowledge"}
WRITES = {
    "cancel_order", "change_address", "create_return", "create_exchange", "create_refund", "expedite_shipment",
    "issue_invoice", "issue_coupon",
}  # fmt: skip


def test_the_table_has_exactly_the_tools_of_the_contract() -> None:
    assert {tool.name for tool in TOOLS if tool.kind is ToolType.READ} == READS
    assert {tool.name for tool in TOOLS if tool.kind is ToolType.WRITE} == WRITES


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_no_tool_takes_a_customer_or_an_unknown_argument(tool: Any) -> None:
    fields = set(tool.arguments.model_fields)
    assert not any("customer" in field or "shop" in field for field in fields)
    with pytest.raises(ValidationError):
        tool.arguments.model_validate({"order_no": "BK20261119001", "customer_id": "many"})


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_every_tool_speaks_to_the_model(tool: Any) -> None:
    assert len(tool.description) > 15


def test_an_unknown_tool_is_none() -> None:
    assert tool_named("delete_everything") is None


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("delete_everything", {}),
        ("get_order", {"order_no": "BK20261119001"}),
        ("cancel_order", {}),
        ("cancel_order", {"order_no": "BK20261119001", "customer_id": "many"}),
        ("cancel_order", {"order_no": "BK20261115004"}),
        ("create_refund", {"order_no": "BK20261119001", "reason": "坏", "amount": "1e9"}),
        ("create_refund", {"order_no": "BK20261119001", "reason": "坏", "amount": 1.5}),
    ],
)
async def test_what_is_no_allowed_action_of_this_customer_is_refused(name: str, args: dict[str, object]) -> None:
    surroundings, merchant = context("one")
    report = await propose_action(name, args, surroundings)
    assert not report.allowed
    assert report.proposal is None
    assert report.reasons
    assert merchant.executed == []


async def test_a_proposal_can_be_proposed_again_and_is_the_same() -> None:
    surroundings, _ = context("many")
    args: dict[str, object] = {"order_no": "BK20261112003", "reason": "灯不亮"}
    first = await propose_action("create_refund", args, surroundings)
    assert first.proposal is not None
    again = await propose_action("create_refund", first.proposal.args, surroundings)
    assert again.proposal == first.proposal


async def test_models_call_for_the_contexts_customer_only() -> None:
    surroundings, _ = context("one")
    tools = {tool.name: tool for tool in langchain_tools(surroundings)}
    assert set(tools) == READS | WRITES
    own = await tools["get_order"].ainvoke({"order_no": "BK20261119001"})
    foreign = await tools["get_order"].ainvoke({"order_no": "BK20261112003"})
    absent = await tools["get_order"].ainvoke({"order_no": "BK20269999999"})
    assert "待发货" in own
    assert foreign == absent


async def test_writes_can_be_kept_from_models() -> None:
    surroundings, _ = context("one")
    assert {tool.name for tool in langchain_tools(surroundings, include_writes=False)} == READS
