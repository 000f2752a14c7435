"""The thinking of a turn behind one protocol: the embedded reasoner and the LLM both implement it."""

from datetime import datetime
from typing import Literal, Protocol

from domain.analysis import Analysis, Line
from domain.evidence import Fact, Passage
from domain.model import Frozen
from domain.reply import Draft, Failure, ProposedAction
from domain.shop import Shop


class AnalysisRequest(Frozen):
    """What the reading of a turn is made from: the customer's words and the conversation, nothing else."""

    text: str
    """Sanitised; secrets redacted."""
    history: tuple[Line, ...] = ()
    shop: Shop
    vocabulary: frozenset[str] = frozenset()
    """Terms of the shop's documents and catalogue."""
    now: datetime


class ActionReport(Frozen):
    """What the rule engine says of a change the customer wants."""

    name: str
    allowed: bool
    proposal: ProposedAction | None = None
    reasons: tuple[str, ...] = ()
    """For the customer, in Chinese: why (not), with the last day where there is one."""
    alternative: str = ""
    needs: Literal["agent", "admin", "nobody"] = "agent"
    """Who may approve it; ``nobody`` where it isn't allowed."""
    high_value: bool = False
    """The amount reaches the shop's threshold for passing the matter to people."""
    evidence_ids: tuple[str, ...] = ()
    """Facts the decision rests on."""


class CompositionRequest(Frozen):
    """Everything a reply may be made from."""

    text: str
    analysis: Analysis
    history: tuple[Line, ...] = ()
    passages: tuple[Passage, ...] = ()
    facts: tuple[Fact, ...] = ()
    actions: tuple[ActionReport, ...] = ()
    choices: tuple[str, ...] = ()
    """What the customer has to choose between (orders that fit), each fit to be shown."""
    notices: tuple[str, ...] = ()
    """What the tools could not do, for the customer: sign-in needed, no such order, backend down."""
    shop: Shop
    now: datetime
    failures: tuple[Failure, ...] = ()
    """Of the first try, when this is the second."""
    refused_author: str = ""
    """The reasoner whose draft those failures are about; they number its sentences."""


class Reasoner(Protocol):
    """Reads and writes; decides nothing that matters: tools, checks and routes are code."""

    @property
    def name(self) -> str:
        """``embedded`` or ``llm``."""
        ...

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """Raises: ModelFailedError."""
        ...

    async def compose(self, request: CompositionRequest) -> Draft:
        """Raises: ModelFailedError."""
        ...
