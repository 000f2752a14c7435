"""Conversations as the indicators see them, from rows."""

import itertools
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from domain.handoffs import Handoff
from domain.indicators import AGAIN, PAUSE, Case
from domain.intents import Intent, Outcome, Speaker


def cases_of(
    talks: Sequence[Any], said: Sequence[Any], ended: Sequence[Any], handoffs: Sequence[Handoff]
) -> list[Case]:
    """One case a conversation.

    Args:
        talks: rows of ``conversations``.
        said: conversation_id, speaker, at of their messages, in order within each.
        ended: conversation_id, outcome, result of their turns, in order within each.
        handoffs: theirs.
    """
    lines, turns = _grouped(said), _grouped(ended)
    passed = {handoff.conversation_id for handoff in handoffs}
    again = _came_again(talks)
    return [
        Case(
            opened_at=talk.created_at,
            first_response=_first_response(lines[talk.conversation_id]),
            outcomes=tuple(Outcome(turn.outcome) for turn in turns[talk.conversation_id] if turn.outcome),
            complained=any(map(_is_complaint, turns[talk.conversation_id])),
            handed_off=talk.conversation_id in passed,
            waits=talk.mode != "bot",
            came_back=talk.conversation_id in again or _after_a_pause(lines[talk.conversation_id]),
        )
        for talk in talks
    ]


def _grouped(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.conversation_id].append(row)
    return found


def _first_response(lines: Sequence[Any]) -> float | None:
    asked = next((line.at for line in lines if line.speaker == Speaker.CUSTOMER.value), None)
    answered = next((line.at for line in lines if line.speaker != Speaker.CUSTOMER.value), None)
    return None if asked is None or answered is None else max(0.0, (answered - asked).total_seconds())


def _after_a_pause(lines: Sequence[Any]) -> bool:
    """Whether the customer wrote long after the shop's last words."""
    pairs = itertools.pairwise(lines)
    customer = Speaker.CUSTOMER.value
    return any(a.speaker != customer and b.speaker == customer and b.at - a.at >= PAUSE for a, b in pairs)


def _came_again(talks: Sequence[Any]) -> set[str]:
    """Conversations after which a signed-in customer soon opened another one."""
    theirs: dict[str, list[Any]] = defaultdict(list)
    for talk in talks:
        if talk.customer_id is not None:
            theirs[talk.customer_id].append(talk)
    found = set()
    for group in theirs.values():
        group.sort(key=lambda talk: talk.created_at)
        for talk, after in itertools.pairwise(group):
            if after.created_at - talk.updated_at <= AGAIN:
                found.add(talk.conversation_id)
    return found


def _is_complaint(turn: Any) -> bool:
    analysis = json.loads(turn.result).get("analysis") if turn.result else None
    if not analysis or not analysis["intents"]:
        return False
    return str(analysis["intents"][0]["name"]) == Intent.COMPLAINT.value
