"""Attempts made by hand, and a scripted double in the agent's place."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain.analysis import Analysis, IntentScore
from domain.conversation import ActionView, HandoffView, ReplyView, TurnResult
from domain.errors import UnavailableError
from domain.evidence import Citation, FactRef
from domain.ids import ActionId, ChunkId, ConversationId, HandoffId, TurnId
from domain.intents import Intent, Outcome, RiskTopic
from eval.attempt import Attempt, Exchange
from eval.samples import Expectation, Sample

AT = datetime(2026, 11, 20, tzinfo=UTC)
HANDED = HandoffView(handoff_id=HandoffId("hof_1"), topic="unsure", priority=3, reason="没有把握")


def attempt(
    text: str = "您好",
    outcome: Outcome = Outcome.ANSWER,
    *,
    cites: Mapping[str, str] | None = None,
    tools: frozenset[str] | None = frozenset(),
    actions: Mapping[str, dict[str, Any]] | None = None,
    risk: RiskTopic | None = None,
    analysed: bool = True,
    handoff: HandoffView | None = HANDED,
    **more: Any,
) -> Attempt:
    """``cites``: document → quote; ``actions``: name → arguments; ``more``: fields of the attempt."""
    result = TurnResult(
        conversation_id=ConversationId("con_1"),
        turn_id=TurnId("trn_1"),
        outcome=outcome,
        reply=ReplyView(text=text),
        citations=tuple(_citation(document, quote) for document, quote in (cites or {}).items()),
        facts=tuple(FactRef(tool=tool, ref="", at=AT) for tool in sorted(tools or ())),
        actions=tuple(
            ActionView(action_id=ActionId(f"act_{name}"), name=name, args=args, status="pending")
            for name, args in (actions or {}).items()
        ),
        analysis=Analysis(intents=(IntentScore(name=Intent.OTHER, confidence=1.0),), risk_topic=risk)
        if analysed
        else None,
        handoff=handoff if outcome is Outcome.HANDOFF else None,
    )
    asked = more.pop("asked", "在吗")
    exchanges = (Exchange(text=asked, result=result, seconds=0.5, trace=more.get("trace", {})),)
    return Attempt(result=result, tools=tools, **{"exchanges": exchanges, **more})


def _citation(document: str, quote: str) -> Citation:
    return Citation(
        document=document, title="", section="", page=None, quote=quote, chunk_id=ChunkId("c1"), generation=1
    )


def expectation(**fields: Any) -> Expectation:
    """Any outcome is fine where none is named."""
    return Expectation.model_validate({"outcome": list(Outcome), **fields})


def sample(identity: str, *tags: str, **fields: Any) -> Sample:
    """A sample of one turn."""
    expect = {"outcome": ["answer"], **fields}
    return Sample.model_validate(
        {"id": identity, "customer": None, "turns": ["在吗"], "expect": expect, "tags": list(tags)}
    )


class ScriptedSolver:
    """A double in the agent's place: the n-th time a sample is asked, its n-th attempt; past the script it is down."""

    def __init__(self, script: Mapping[str, list[Attempt]]) -> None:
        """Args: script: sample id → attempts."""
        self._script = {identity: list(attempts) for identity, attempts in script.items()}
        self.asked: list[str] = []

    async def solve(self, sample: Sample) -> Attempt:
        """The next attempt of the script."""
        self.asked.append(sample.id)
        waiting = self._script.get(sample.id, [])
        if not waiting:
            raise UnavailableError("The agent doesn't answer; try again.")
        return waiting.pop(0)
