"""Which way of answering this turn's evidence allows: facts, passages, a question back, or an honest no."""

from agent.reasoning.embedded.picking.parts import is_bare
from agent.reasoning.embedded.writing.abstaining import abstention
from agent.reasoning.embedded.writing.frames import frame, framed, salutation
from agent.reasoning.embedded.writing.from_facts import from_facts
from agent.reasoning.embedded.writing.from_passages import asked_back, from_passages
from agent.reasoning.embedded.writing.smalltalk import is_courtesy, is_remark, smalltalk
from domain.alignment import Aligner
from domain.intents import Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence

BARE = 6
"""Characters up to which a question without content words is asked back; a longer one is searched all the same."""


def compose_draft(request: CompositionRequest, aligner: Aligner | None = None) -> Draft:
    """The draft that the evidence of this turn allows; on a second try without the sentences that were refused."""
    if request.failures:
        return _without_refused(request, aligner)
    if request.analysis.injection and not (request.facts or request.actions):
        return framed(request, "injection", Outcome.ABSTAIN)
    if is_courtesy(request):
        return smalltalk(request)
    if request.choices:
        return _choose(request)
    if request.facts or request.actions or request.notices:
        return from_facts(request, aligner)
    if is_bare(request) and len(request.text) <= BARE:
        return smalltalk(request) if is_remark(request) else asked_back(request, aligner)
    return from_passages(request, aligner)


def _choose(request: CompositionRequest) -> Draft:
    language = request.analysis.language
    lines = [Sentence(text=f"· {choice}\n", frame=True) for choice in request.choices]
    opening = (*salutation(request.shop, language), frame("which_order", language, line_end=True))
    return Draft(outcome=Outcome.CLARIFY, sentences=(*opening, *lines), confidence=0.8)


def _without_refused(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    """The first draft again (composing is deterministic) less what was refused; an abstention when no fact is left."""
    first = compose_draft(request.model_copy(update={"failures": ()}), aligner)
    refused = {failure.sentence for failure in request.failures}
    kept = tuple(sentence for n, sentence in enumerate(first.sentences) if n not in refused)
    if None in refused or not any(sentence.supports for sentence in kept):
        return abstention(request, ())
    return first.model_copy(update={"sentences": kept, "confidence": first.confidence * 0.8})
