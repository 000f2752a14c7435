"""Attempts without an agent behind them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from domain.conversation import ActionView, HandoffView, ReplyView, TurnResult
from domain.evidence import Citation
from domain.ids import ActionId, ChunkId, ConversationId, HandoffId, TurnId
from domain.intents import Outcome
from eval.attempt import Attempt, Exchange

_WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def made_up(
    turns: Sequence[str],
    text: str,
    outcome: Outcome,
    *,
    customer: str | None = None,
    citations: Sequence[tuple[str, str]] = (),
    actions: Sequence[tuple[str, dict[str, Any]]] = (),
    **more: Any,
) -> Attempt:
    """An attempt that answers every turn with the same words.

    Args:
        turns: What the customer wrote.
        text: The reply.
        outcome: Of the turn; a handoff gets a topic and a reason.
        customer: Who asked.
        citations: (document, quote).
        actions: (name, arguments).
        more: Further fields of the attempt; ``analysis`` is the result's.
    """
    result = TurnResult(
        conversation_id=ConversationId("none"),
        turn_id=TurnId("none"),
        outcome=outcome,
        reply=ReplyView(text=text),
        citations=tuple(_citation(number, *each) for number, each in enumerate(citations)),
        actions=tuple(
            ActionView(action_id=ActionId(f"none-{number}"), name=name, args=args, status="pending")
            for number, (name, args) in enumerate(actions)
        ),
        handoff=HandoffView(handoff_id=HandoffId("none"), topic="unsure", priority=3, reason="没有把握")
        if outcome is Outcome.HANDOFF
        else None,
        analysis=more.pop("analysis", None),
    )
    exchanges = tuple(Exchange(text=turn, result=result, trace=more.get("trace", {})) for turn in turns)
    return Attempt(result=result, exchanges=exchanges, customer=customer, **{"tools": None, **more})


def _citation(number: int, document: str, quote: str) -> Citation:
    chunk = ChunkId(f"none-{number}")
    return Citation(document=document, title="", section="", page=None, quote=quote, chunk_id=chunk, generation=0)
