"""How a turn differs from what it was, and how much that matters."""

from difflib import SequenceMatcher
from typing import Literal

from agent.checks.quantities import quantities
from domain.conversation import TurnResult
from domain.intents import Outcome
from domain.model import Frozen
from domain.text.normal import normal_form
from eval.attempt import Exchange
from eval.replay.recorded import RecordedTurn

Kind = Literal[
    "error",
    "harm",
    "a person no longer asked",
    "action",
    "figures",
    "answer lost",
    "outcome",
    "sources",
    "answer gained",
    "wording",
]
WEIGHTS: dict[Kind, int] = {
    "error": 100,
    "harm": 100,
    "a person no longer asked": 80,
    "action": 70,
    "figures": 60,
    "answer lost": 50,
    "outcome": 30,
    "sources": 20,
    "answer gained": 15,
    "wording": 10,
}
"""What has to be looked at first; a turn weighs as its heaviest difference, and the others decide between equals."""

_ANSWERS = frozenset({Outcome.ANSWER, Outcome.TOOL_ANSWER})
_BY_PEOPLE = frozenset({Outcome.HANDOFF, Outcome.APPROVAL})
_SAME_WORDS = 0.999


class Side(Frozen):
    """What the turn came to, once."""

    outcome: Outcome | None
    """None: no reply at all."""
    text: str = ""
    documents: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


class Difference(Frozen):
    """One turn, before and now."""

    conversation_id: str
    turn: int
    """1, 2, 3 … within the conversation."""
    question: str
    before: Side
    after: Side
    kinds: tuple[Kind, ...] = ()
    """Heaviest first; empty: the same."""
    told: tuple[str, ...] = ()
    """What the harm or error is."""

    @property
    def weight(self) -> float:
        """For the ranking; 0: the same."""
        return sum(WEIGHTS[kind] / 200.0**place for place, kind in enumerate(self.kinds))


def side_of(result: TurnResult) -> Side:
    """What is compared of a result."""
    return Side(
        outcome=result.outcome,
        text=result.reply.text,
        documents=tuple(dict.fromkeys(citation.document for citation in result.citations)),
        actions=tuple(
            f"{action.name} " + " ".join(f"{name}={value}" for name, value in sorted(action.args.items()))
            for action in result.actions
        ),
    )


def difference_of(
    conversation_id: str, number: int, turn: RecordedTurn, now: Exchange | None, harms: tuple[str, ...] = ()
) -> Difference:
    """Args: now: None where there was no reply; harms: what a scorer of harm says of the turn, error text included."""
    before = side_of(turn.result)
    after = side_of(now.result) if now else Side(outcome=None)
    found: set[Kind] = set(_kinds(before, after)) if now else {"error"}
    if now and harms:
        found.add("harm")
    return Difference(
        conversation_id=conversation_id,
        turn=number,
        question=turn.text,
        before=before,
        after=after,
        kinds=tuple(sorted(found, key=lambda kind: (-WEIGHTS[kind], kind))),
        told=harms,
    )


def _kinds(before: Side, after: Side) -> list[Kind]:
    found: list[Kind] = []
    if before.outcome != after.outcome:
        found.append(_outcome_kind(before.outcome, after.outcome))
    if before.actions != after.actions:
        found.append("action")
    if _figures_differ(before.text, after.text):
        found.append("figures")
    if set(before.documents) != set(after.documents):
        found.append("sources")
    if SequenceMatcher(None, normal_form(before.text), normal_form(after.text)).ratio() < _SAME_WORDS:
        found.append("wording")
    return found


def _outcome_kind(before: Outcome | None, after: Outcome | None) -> Kind:
    if before in _BY_PEOPLE and after not in _BY_PEOPLE:
        return "a person no longer asked"
    if before in _ANSWERS and after not in _ANSWERS:
        return "answer lost"
    if after in _ANSWERS and before not in _ANSWERS:
        return "answer gained"
    return "outcome"


def _figures_differ(before: str, after: str) -> bool:
    old, new = quantities(before), quantities(after)
    return any(not any(q.same_as(other) for other in new) for q in old) or any(
        not any(q.same_as(other) for other in old) for q in new
    )
