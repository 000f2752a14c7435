"""Greetings, thanks and remarks, which need no evidence."""

from agent.courtesy import courtesy_of
from agent.reasoning.embedded.writing.frames import frame, salutation
from domain.intents import Intent, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft


def smalltalk(request: CompositionRequest) -> Draft:
    """A short courteous frame."""
    language = request.analysis.language
    sentences = (*salutation(request.shop, language), frame(courtesy_of(request.text) or "noted", language))
    return Draft(outcome=Outcome.ANSWER, sentences=sentences, confidence=0.9)


def is_courtesy(request: CompositionRequest) -> bool:
    """Nothing but a greeting, thanks or the like."""
    return _idle(request) and courtesy_of(request.text) is not None


def is_remark(request: CompositionRequest) -> bool:
    """Small talk that asks nothing: where no passage speaks of it, it is only noted."""
    return _idle(request) and request.analysis.request == "tell"


def _idle(request: CompositionRequest) -> bool:
    looked_up = request.facts or request.actions or request.choices
    return request.analysis.intent is Intent.CHITCHAT and not looked_up
