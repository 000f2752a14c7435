"""Reads the turn from the customer's words and the conversation only."""

from typing import Any

from langgraph.runtime import Runtime

from agent.context import TurnContext
from agent.state import State
from domain.reasoner import AnalysisRequest


async def triage(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """The analysis; it alone decides which tools may run."""
    context = runtime.context
    analysis = await context.reasoner.analyse(
        AnalysisRequest(
            text=state["text"],
            history=context.history,
            shop=context.shop,
            vocabulary=context.vocabulary,
            now=context.now,
        )
    )
    question = await context.search.spelled(context.shop.id, analysis.question)
    injection = analysis.injection or state["injection"]
    return {"analysis": analysis.model_copy(update={"question": question, "injection": injection})}
