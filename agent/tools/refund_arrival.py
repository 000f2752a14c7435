"""What the documents say of when money comes back, the way an order was paid."""

from collections.abc import Iterable

from agent.tools.context import ToolContext
from agent.tools.read.search_knowledge import SearchKnowledge, search_knowledge
from domain.evidence import Fact, Passage

MOST = 3
"""Passages for each way of paying; the right one is among the first or isn't there."""


async def arrival_passages(context: ToolContext, facts: Iterable[Fact]) -> tuple[Passage, ...]:
    """Looked for with the refund's way of payment, which the customer seldom names."""
    methods = dict.fromkeys(str(fact.data["pay_method"]) for fact in facts if fact.data.get("pay_method"))
    found: list[Passage] = []
    for method in list(methods)[:2]:
        try:
            output = await search_knowledge(context, SearchKnowledge(query=f"退款退回{method}多久到账"[:2000]))
        except Exception:
            # The refund itself is known; without the documents only the time is missing.
            return ()
        found += output.passages[:MOST]
    return tuple(found)
