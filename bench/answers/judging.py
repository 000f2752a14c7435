"""What a reply is worth: right or not, on which passages, with which proof."""

import re
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from bench.answers.questions import Question
from domain.conversation import TurnResult
from domain.evidence import Citation
from domain.ids import ChunkId
from domain.intents import Outcome
from domain.model import Frozen
from eval.matching import says
from training.shops.labelled import held_nowhere

_SPACE = re.compile(r"\s+")


class Seen(BaseModel):
    """A passage that the turn had before it, best first."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    chunk_id: str
    document: str
    text: str


class Verdict(Frozen):
    """One question, asked."""

    question: Question
    outcome: Outcome
    reply: str
    seconds: float
    right: bool
    rank: int | None
    """The first k passages that hold all that is needed; None where they don't, 0 where nothing is labelled."""
    citations: int
    good_citations: int
    needed: int
    """Passages that have to be cited."""
    cited: int
    """Of these, cited."""

    @property
    def invented(self) -> bool:
        """An answer where the documents have none."""
        return not self.question.answerable and self.outcome in (Outcome.ANSWER, Outcome.TOOL_ANSWER)

    @property
    def needless(self) -> bool:
        """No answer where the documents have one and nothing had to be asked back."""
        return self.question.answerable and self.outcome not in (*self.question.outcomes, Outcome.TOOL_ANSWER)


def judge(
    question: Question, result: TurnResult, seen: Sequence[Seen], live: Mapping[ChunkId, str], seconds: float
) -> Verdict:
    """Args: seen: passages of the last turn; live: the text of every live chunk; seconds: of the last turn."""
    text = result.reply.text
    wanted = all(any(says(text, way) for way in group) for group in question.says)
    clean = not any(says(text, word) for word in question.forbid)
    needs = _needs(question)
    quotes = [_flat(citation.quote) for citation in result.citations]
    return Verdict(
        question=question,
        outcome=result.outcome,
        reply=text,
        seconds=seconds,
        right=result.outcome in question.outcomes and wanted and clean,
        rank=_rank(question, needs, seen),
        citations=len(quotes),
        good_citations=sum(_good(question, citation, live) for citation in result.citations),
        needed=len(needs) if result.outcome == Outcome.ANSWER and question.answerable else 0,
        cited=sum(any(_bears(quote, need) for quote in quotes) for need in needs)
        if result.outcome == Outcome.ANSWER and question.answerable
        else 0,
    )


def unlabelled(question: Question, live: Mapping[ChunkId, str]) -> list[str]:
    """Needed passages that no live chunk holds: the label is wrong, or the text was lost on its way in."""
    return ["…".join(pieces) for pieces in held_nowhere(question.evidence, live.values())]


def _needs(question: Question) -> list[tuple[str, ...]]:
    """Ways to know each needed passage: all pieces of a label, else any alternative of a group."""
    if not question.answerable:
        return []
    return list(question.evidence or question.says)


def _rank(question: Question, needs: list[tuple[str, ...]], seen: Sequence[Seen]) -> int | None:
    ranks = []
    for need in needs:
        places = [n for n, passage in enumerate(seen, 1) if _supports(question, need, passage)]
        if not places:
            return None
        ranks.append(places[0])
    return max(ranks, default=0)


def _supports(question: Question, need: tuple[str, ...], passage: Seen) -> bool:
    if question.evidence:
        return _holds(passage.text, need)
    return passage.document in question.sources and any(says(passage.text, way) for way in need)


def _good(question: Question, citation: Citation, live: Mapping[ChunkId, str]) -> bool:
    """The quote stands in a live passage, and that passage is one that the question needs."""
    passage = live.get(citation.chunk_id, "")
    if _flat(citation.quote) not in _flat(passage):
        return False
    if question.evidence:
        return any(_holds(passage, need) for need in question.evidence) or any(
            says(citation.quote, way) for group in question.says for way in group
        )
    return not question.sources or citation.document in question.sources


def _bears(quote: str, need: tuple[str, ...]) -> bool:
    return any(_flat(piece) in quote or quote in _flat(piece) or says(quote, piece) for piece in need)


def _holds(text: str, pieces: tuple[str, ...]) -> bool:
    flat = _flat(text)
    return all(_flat(piece) in flat or says(text, piece) for piece in pieces)


def _flat(text: str) -> str:
    return _SPACE.sub("", text)
