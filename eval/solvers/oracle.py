"""An agent that knows what is expected: what it can't pass, nobody can."""

from pydantic import JsonValue

from domain.analysis import Analysis, IntentScore
from domain.copilot import Record
from domain.intents import Intent
from eval.attempt import Attempt, EndState
from eval.matching import says
from eval.samples import Expectation, ExpectedState, Sample
from eval.solvers.made_up import made_up


class OracleSolver:
    """Says of every group an alternative that isn't forbidden, cites the first source, and leaves the right state."""

    async def solve(self, sample: Sample) -> Attempt:
        """What the expectation asks for, no more."""
        expect = sample.expect
        text = "，".join(_allowed(group, expect.must_not_include) for group in expect.must_include) or "好的"
        sources = expect.source[:1]
        return made_up(
            sample.turns,
            text,
            expect.outcome[0],
            customer=sample.customer,
            citations=[(document, text) for document in sources],
            actions=[(expect.action.name, dict(expect.action.args))] if expect.action else [],
            analysis=_analysis(expect),
            tools=frozenset(expect.tools),
            trace=_trace(sources, text),
            end_state=_state(expect.end_state),
            record=Record.model_validate(expect.record.model_dump(exclude_none=True)) if expect.record else None,
        )


def _allowed(group: tuple[str, ...], forbidden: tuple[str, ...]) -> str:
    return next((words for words in group if not any(says(words, each) for each in forbidden)), group[0])


def _analysis(expect: Expectation) -> Analysis:
    intent = expect.intent[0] if expect.intent else Intent.OTHER
    mood = expect.sentiment[0] if expect.sentiment else 3
    scored = IntentScore(name=intent, confidence=1.0)
    return Analysis(intents=(scored,), sentiment=mood, risk_topic=expect.risk_topic)


def _trace(sources: tuple[str, ...], text: str) -> dict[str, JsonValue]:
    passages: list[JsonValue] = [
        {"chunk_id": f"none-{number}", "document": document, "text": text} for number, document in enumerate(sources)
    ]
    return {"passages": passages, "facts": [{"ref": "", "lines": [text]}]}


def _state(wanted: ExpectedState | None) -> EndState:
    if wanted is None:
        return EndState(untouched=True)
    after: dict[str, JsonValue] = {"orders": dict(wanted.orders)}
    for kind, new in (("refunds", wanted.refunds), ("coupons", wanted.coupons)):
        after[kind] = {f"new-{number}": dict(fields) for number, fields in enumerate(new or ())}
    return EndState(untouched=True, after=after)
