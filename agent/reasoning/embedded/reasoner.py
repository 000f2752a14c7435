"""The embedded reasoner: the default one, and the one behind every chat model that fails."""

from typing import Literal

from agent.reasoning.embedded.composing import compose_draft
from agent.reasoning.embedded.reading import TurnReader
from agent.reasoning.embedded.words.lexicon import lexicon
from agent.reasoning.triage.classifier import TriageClassifier
from agent.thinking import thought
from domain.alignment import Aligner
from domain.analysis import Analysis
from domain.documents import Embedder
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft


class EmbeddedReasoner:
    """Reads with a small trained model, writes by extraction and templates; needs nothing outside the process."""

    def __init__(
        self, embedder: Embedder, classifier: TriageClassifier | None = None, aligner: Aligner | None = None
    ) -> None:
        """Args: embedder: for the customer's words; classifier: the one that ships, unless given; aligner: lets the
        trained models choose sentences; without one the rules alone do."""
        # Read once here: the first customer of the day should not wait for the dictionary.
        lexicon()
        self._aligner = aligner
        self._reader = TurnReader(embedder, classifier or TriageClassifier.load())

    @property
    def name(self) -> Literal["embedded"]:
        """Which reasoner this is."""
        return "embedded"

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """The reading of the turn."""
        return await self._reader.read(request)

    async def compose(self, request: CompositionRequest) -> Draft:
        """A draft in which every sentence of fact quotes its evidence."""
        # Reading texts not seen before takes the model a tenth of a second.
        return await thought(compose_draft, request, self._aligner)
