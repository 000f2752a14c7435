"""The chat model with the embedded reasoner behind it: whatever fails, the turn goes on."""

import logging

from agent.reasoning.embedded.writing.smalltalk import is_courtesy, is_remark
from agent.reasoning.sharpening import sharpened
from domain.analysis import Analysis
from domain.errors import ModelFailedError
from domain.reasoner import AnalysisRequest, CompositionRequest, Reasoner
from domain.reply import Draft

log = logging.getLogger(__name__)


class FallbackReasoner:
    """Asks the primary reasoner where that can help; the embedded one always has an answer."""

    def __init__(self, primary: Reasoner, embedded: Reasoner) -> None:
        """Args: primary: may fail; embedded: does not."""
        self._primary = primary
        self._embedded = embedded

    @property
    def name(self) -> str:
        """The primary's name; each draft says who wrote it."""
        return self._primary.name

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """The embedded reading, sharpened by the primary's.

        A turn that already goes to people, or that tries to instruct the bot, is not shown to the model.
        """
        base = await self._embedded.analyse(request)
        if base.risk_topic is not None or base.injection:
            return base
        try:
            return sharpened(base, await self._primary.analyse(request))
        except ModelFailedError as error:
            log.warning("Reading falls back to the embedded reasoner: %s", error)
            return base

    async def compose(self, request: CompositionRequest) -> Draft:
        """The primary's draft where there is text to write, else the embedded one's.

        A refused draft is not tried again with the model: the second try has to be the one that passes.
        """
        if _is_for_the_model(request):
            try:
                return await self._primary.compose(request)
            except ModelFailedError as error:
                log.warning("Writing falls back to the embedded reasoner: %s", error)
        return await self._embedded.compose(self._for_embedded(request))

    def _for_embedded(self, request: CompositionRequest) -> CompositionRequest:
        """Failures number the sentences of the draft they are about, so only its author can use them."""
        if request.refused_author in ("", self._embedded.name):
            return request
        return request.model_copy(update={"failures": ()})


def _is_for_the_model(request: CompositionRequest) -> bool:
    """Changes, choices and courtesies are worded by code; without evidence there is nothing to write from."""
    if request.failures or request.analysis.injection or is_courtesy(request) or is_remark(request):
        return False
    if request.actions or request.choices or request.notices:
        return False
    return bool(request.facts) or any(not passage.internal for passage in request.passages)
