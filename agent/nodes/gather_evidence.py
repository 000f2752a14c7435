"""Looks things up: documents and READ tools, side by side."""

from typing import Any

from langgraph.runtime import Runtime

from agent.context import TurnContext
from agent.state import State
from agent.tools.context import ToolContext
from agent.tools.gather import gather
from agent.tools.plan import plan_tools
from domain.intents import Speaker


async def gather_evidence(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """Run exactly the tools that the analysis calls for, for the verified customer."""
    context, analysis = runtime.context, state["analysis"]
    plan = plan_tools(analysis, context.shop, signed_in=context.customer_id is not None)
    tools = ToolContext(
        shop=context.shop,
        customer_id=context.customer_id,
        orders=context.orders,
        search=context.search,
        now=context.now,
        likeness=context.likeness,
        said_before=next((line.text for line in reversed(context.history) if line.speaker is Speaker.CUSTOMER), ""),
    )
    return {"gathered": await gather(plan, analysis, tools, context.evidence_seconds)}
