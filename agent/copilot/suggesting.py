"""One to three replies for a person to choose from: checked like the bot's own, and different from each other."""

from agent.checks.verify import verify
from agent.citing import citations_of, fact_refs_of
from agent.copilot.holding import holding_reply
from domain.copilot import Suggestion
from domain.ids import SuggestionId, new_id
from domain.intents import Intent, Outcome
from domain.reasoner import CompositionRequest, Reasoner
from domain.reply import Draft

MOST = 3
_ALIKE = 0.7
"""Share of common character pairs from which two suggestions are one."""
_SECOND_CONFIDENCE = 0.75
"""Evidence that the first answer passed over has to be good in itself to make another."""
_HOLDING_CONFIDENCE = 0.2


async def suggest_replies(reasoner: Reasoner, request: CompositionRequest) -> tuple[Suggestion, ...]:
    """The best answer, one from the evidence it did not use, and words that claim nothing; best first."""
    # Nothing is proposed by suggesting, so no suggestion may speak of a proposal.
    request = _for_a_person(request)
    request = request.model_copy(update={"actions": tuple(a for a in request.actions if not a.allowed)})
    drafts: list[Draft] = []
    first = await _checked_draft(reasoner, request)
    if first is not None and (first.confidence >= _SECOND_CONFIDENCE or not _is_for_people(request)):
        drafts.append(first)
        used = {support.evidence_id for sentence in first.sentences for support in sentence.supports}
        rest = tuple(p for p in request.passages if p.evidence_id not in used)
        if first.outcome in (Outcome.ANSWER, Outcome.TOOL_ANSWER) and rest:
            other = await _checked_draft(reasoner, request.model_copy(update={"passages": rest}))
            answers = other is not None and other.outcome in (Outcome.ANSWER, Outcome.TOOL_ANSWER)
            if other is not None and answers and other.confidence >= _SECOND_CONFIDENCE:
                drafts.append(other)
    suggestions = [_suggestion(draft, request) for draft in drafts]
    holding = holding_reply(request.analysis, request.shop, order_known=bool(request.facts))
    suggestions.append(
        Suggestion(suggestion_id=SuggestionId(new_id("sug")), text=holding, confidence=_HOLDING_CONFIDENCE)
    )
    return _different(suggestions)[:MOST]


def _is_for_people(request: CompositionRequest) -> bool:
    """Whether the bot would say nothing here but that a person comes."""
    return request.analysis.risk_topic is not None or request.analysis.intent is Intent.HUMAN_REQUEST


def _for_a_person(request: CompositionRequest) -> CompositionRequest:
    """Who only asks for a person asks the documents nothing: the nearest passage has nothing to do with it."""
    analysis = request.analysis
    only_a_person = {wish.name for wish in analysis.intents} <= {Intent.HUMAN_REQUEST}
    asks_nothing = analysis.intent is Intent.HUMAN_REQUEST and only_a_person and not analysis.entities.products
    return request.model_copy(update={"passages": ()}) if asks_nothing else request


async def _checked_draft(reasoner: Reasoner, request: CompositionRequest) -> Draft | None:
    """A draft that passes every check, at the second try at the latest."""
    draft = await reasoner.compose(request)
    failures = verify(draft, request)
    if failures:
        second = request.model_copy(update={"failures": tuple(failures)})
        draft = await reasoner.compose(second)
        failures = verify(draft, second)
    return None if failures or draft.outcome is Outcome.HANDOFF or not draft.text else draft


def _suggestion(draft: Draft, request: CompositionRequest) -> Suggestion:
    return Suggestion(
        suggestion_id=SuggestionId(new_id("sug")),
        text=draft.text,
        citations=citations_of(draft, request.passages),
        facts=fact_refs_of(draft, request.facts),
        confidence=draft.confidence,
    )


def _different(suggestions: list[Suggestion]) -> tuple[Suggestion, ...]:
    kept: list[Suggestion] = []
    for suggestion in suggestions:
        if all(_likeness(suggestion.text, other.text) < _ALIKE for other in kept):
            kept.append(suggestion)
    return tuple(kept)


def _likeness(one: str, other: str) -> float:
    pairs, others = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(pairs & others) / max(1, min(len(pairs), len(others)))
