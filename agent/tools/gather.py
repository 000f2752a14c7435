"""Looks up what the plan calls for, documents and orders side by side, within a time budget. Never raises."""

import asyncio
import logging
from collections.abc import Awaitable

from agent.reasoning.embedded.words.clauses import searched_apart
from agent.reasoning.embedded.words.handles import handle
from agent.tools.context import ToolContext
from agent.tools.gathered import Gathered, found_by_any, numbered
from agent.tools.notices import BACKEND_DOWN, SEARCH_DOWN, SIGN_IN
from agent.tools.own_orders import OrderDesk
from agent.tools.plan import ToolPlan
from agent.tools.read.check_stock import CheckStock, check_stock
from agent.tools.read.search_knowledge import SearchKnowledge, search_knowledge
from domain.analysis import Analysis

log = logging.getLogger(__name__)

__all__ = ["Gathered", "gather"]

MOST_PASSAGES = 12
"""Of a message that asks several things; one question alone has fewer."""
BUDGET_SECONDS = 2.5
"""For everything together; a customer waits no longer for a system that may not answer at all."""


async def gather(
    plan: ToolPlan, analysis: Analysis, context: ToolContext, budget_seconds: float = BUDGET_SECONDS
) -> Gathered:
    """The evidence of a turn.

    Args:
        plan: from ``plan_tools``, for this analysis.
        analysis: of the customer's words.
        context: whose orders, which shop, when.
        budget_seconds: after which whatever hasn't answered is given up.

    Returns:
        Facts ``f1``, ``f2`` …, passages, and notices in place of what didn't answer.
    """
    parts = await asyncio.gather(
        _within(budget_seconds, _search(analysis, context), SEARCH_DOWN) if plan.search else _nothing(),
        _within(budget_seconds, OrderDesk(plan, analysis, context).look_up(), BACKEND_DOWN),
        _within(budget_seconds, _stock(analysis, context), BACKEND_DOWN) if "check_stock" in plan.reads else _nothing(),
    )
    signing = Gathered(notices=(SIGN_IN,)) if plan.sign_in else Gathered()
    return numbered([signing, *parts])


async def _within(seconds: float, work: Awaitable[Gathered], otherwise: str) -> Gathered:
    try:
        return await asyncio.wait_for(work, seconds)
    except TimeoutError:
        return Gathered(notices=(otherwise,))
    except Exception:
        # The customer gets an honest notice; whether a system failed or we did stands in the log.
        log.warning("evidence could not be gathered", exc_info=True)
        return Gathered(notices=(otherwise,))


async def _nothing() -> Gathered:
    return Gathered()


async def _search(analysis: Analysis, context: ToolContext) -> Gathered:
    question = analysis.question[:2000]
    if not question.strip():
        return Gathered()
    things = _things(analysis)
    asked = dict.fromkeys((question, *searched_apart(question, things), *_of_the_last(question, things, analysis)))
    found = await asyncio.gather(*(search_knowledge(context, SearchKnowledge(query=query)) for query in asked))
    return Gathered(passages=found_by_any([output.passages for output in found])[:MOST_PASSAGES])


def _of_the_last(question: str, things: tuple[str, ...], analysis: Analysis) -> tuple[str, ...]:
    """The question about the thing that the conversation spoke of, where it names none itself."""
    spoken_of = analysis.entities.products
    return (f"{spoken_of[0]}{question}",) if len(spoken_of) == 1 and not things else ()


def _things(analysis: Analysis) -> tuple[str, ...]:
    """What the question calls the goods that it names."""
    said = (handle(name, analysis.question) for name in (*analysis.entities.products, *analysis.entities.codes))
    return tuple(dict.fromkeys(name for name in said if name))


async def _stock(analysis: Analysis, context: ToolContext) -> Gathered:
    words = " ".join((*analysis.entities.products, analysis.question))[:80]
    output = await check_stock(context, CheckStock(product=words or "?"))
    return Gathered(facts=output.facts, order_calls=2)
