"""Cases of whole shops: each question put to the production turn, with the candidates that it really had."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from agent.reasoning.answers.contexts import context_of
from agent.reasoning.answers.features import CANDIDATES
from agent.reasoning.embedded.picking.picking import scored_units
from agent.reasoning.embedded.picking.question import read_question
from agent.reasoning.embedded.picking.scoring import Scored
from agent.reasoning.embedded.reasoner import EmbeddedReasoner
from backends.connect import connect
from backends.settings import Settings
from commands.compose import compose
from commands.shops import import_shop
from domain.alignment import Aligner
from domain.analysis import Analysis
from domain.credentials import Principal, Role
from domain.errors import UnavailableError
from domain.ids import ConversationId, ShopId
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft
from domain.text.english import glossed
from training.answers.cases import Case
from training.shops import FOLDER
from training.shops.labelled import UNANSWERABLE, Labelled, held_nowhere, read_labelled

OF_SEVERAL = frozenset({"multi_passage", "clarify"})
"""Kinds that no one sentence answers."""


class _Listening:
    """The embedded reasoner, and the last request that it wrote a reply to."""

    def __init__(self, reasoner: EmbeddedReasoner) -> None:
        self._reasoner = reasoner
        self.heard: CompositionRequest | None = None

    @property
    def name(self) -> str:
        return self._reasoner.name

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        return await self._reasoner.analyse(request)

    async def compose(self, request: CompositionRequest) -> Draft:
        self.heard = request
        return await self._reasoner.compose(request)


async def cases_of_shops(shops: Iterable[str], folder: Path = FOLDER) -> list[Case]:
    """The cases of these shops; a question that went to a person, or that no one sentence answers, has none.

    Raises:
        UnavailableError: the engine for token vectors can't be built here.
        ValueError: a label is wrong.
    """
    cases = list[Case]()
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        for name in shops:
            shop = (await import_shop(settings, folder / name, None, quiet=True)).shop.id
            labelled = read_labelled(folder / name / "questions.yaml")
            cases += await _cases_of(settings, shop, name, [one for one in labelled if one.kind not in OF_SEVERAL])
    return cases


async def _cases_of(settings: Settings, shop: ShopId, name: str, questions: Sequence[Labelled]) -> list[Case]:
    cases = []
    async with connect(settings) as backends:
        aligner = backends.reading_embedder
        listening = _Listening(EmbeddedReasoner(aligner, aligner=aligner))
        services = compose(backends, listening)
        live = [chunk.text for chunk in await backends.documents.live_chunks(shop)]
        if wrong := [one.id for one in questions if held_nowhere(one.evidence, live)]:
            raise ValueError(f"no live passage of {name} holds what these rest on: {', '.join(wrong)}")
        caller = Principal(shop=shop, role=Role.CUSTOMER, credential="training", customer_id=None)
        for labelled in questions:
            conversation: ConversationId | None = None
            for text in labelled.turns:
                listening.heard = None
                result = await services.turns.result(await services.turns.submit(caller, text, conversation))
                conversation = result.conversation_id
            if listening.heard is not None:
                cases += _case(name, labelled, listening.heard, aligner)
    return cases


def _case(trade: str, labelled: Labelled, request: CompositionRequest, aligner: Aligner) -> list[Case]:
    question = read_question(request.model_copy(update={"failures": ()}))
    found = tuple(scored_units(question, request.passages)[:CANDIDATES])
    if not found:
        return []
    aligned = aligner.align(glossed(question.text), [context_of(item.unit) for item in found])
    if aligned is None:
        raise UnavailableError("the fast engine for passages is needed to train: it can't be built on this machine")
    answers = () if labelled.kind == UNANSWERABLE else tuple(answering(labelled, found))
    return [Case(trade, question, found, tuple(aligned), answers)]


def answering(labelled: Labelled, found: Sequence[Scored]) -> list[int]:
    """Places of the candidates that answer: of a needed passage, and they say what a right reply says."""
    needed = [
        n
        for n, item in enumerate(found)
        if any(all(piece in item.unit.passage.text for piece in pieces) for pieces in labelled.evidence)
    ]
    says = [n for n in needed if any(words in found[n].unit.text for group in labelled.says for words in group)]
    pieces = {piece for pieces in labelled.evidence for piece in pieces}
    return says or [n for n in needed if any(piece in found[n].unit.text for piece in pieces)]
