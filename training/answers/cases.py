"""Questions over a trade's passages, as search would find them: answered, and with the answer taken away."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from agent.reasoning.answers.features import Candidate
from backends.knowledge.fusion import fuse, vector_weight
from backends.knowledge.lexical import LexicalIndex
from backends.knowledge.normalise import question_form, search_form
from backends.knowledge.question import question_slots
from backends.knowledge.shop_index import synonyms_of
from domain.documents import Chunk, Embedder
from domain.evidence import Passage
from domain.ids import ChunkId, DocumentId
from training.answers.corpus import Entry

PASSAGES = 5

Matrix = npt.NDArray[np.float32]


class Case(NamedTuple):
    """One question with its candidates."""

    trade: str
    question: str
    candidates: tuple[Candidate, ...]
    answer: int | None
    """Which candidate answers; None: not one does."""


class _Shop(NamedTuple):
    chunks: list[Chunk]
    sentences: list[list[str]]
    vectors: Matrix
    lexical: LexicalIndex


async def cases_of(entries: Sequence[Entry], embedder: Embedder) -> list[Case]:
    """For each question a case over all its trade's facts, and one over all but the fact that answers it."""
    cases = []
    vectors: dict[str, Matrix] = {}
    for entry in entries:
        trade = [e for e in entries if e.trade == entry.trade]
        rest = [e for e in trade if e != entry]
        whole, without = await _shop(trade, embedder, vectors), await _shop(rest, embedder, vectors)
        for question in entry.questions:
            vector = np.asarray(await embedder.embed_query(question), dtype=np.float32)
            for shop in (whole, without):
                found = _search(shop, question, vector)
                texts = [c.sentence for c in found]
                answer = texts.index(entry.sentence) if entry.sentence in texts else None
                cases.append(Case(entry.trade, question, tuple(found), answer))
    return cases


async def _shop(entries: Sequence[Entry], embedder: Embedder, known: dict[str, Matrix]) -> _Shop:
    sections: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        sections[entry.section].append(entry.sentence)
    chunks = [_chunk(n, name, sentences) for n, (name, sentences) in enumerate(sections.items())]
    texts = [c.embedding_text for c in chunks]
    new = [text for text in texts if text not in known]
    known.update(zip(new, map(np.asarray, await embedder.embed_passages(new)), strict=True))
    vectors = np.asarray([known[text] for text in texts], dtype=np.float32)
    lexical = LexicalIndex().add([c.chunk_id for c in chunks], [search_form(c.embedding_text) for c in chunks])
    return _Shop(chunks, list(sections.values()), vectors, lexical)


def _search(shop: _Shop, question: str, vector: Matrix) -> list[Candidate]:
    form = question_form(question)
    scores = shop.lexical.score(question_slots(form, synonyms_of({}).spans(form)))
    ids = [c.chunk_id for c in shop.chunks]
    lexical = {i: float(scores[shop.lexical.place[i]]) for i in ids}
    cosines = dict(zip(ids, (shop.vectors @ vector).tolist(), strict=True))
    fused = fuse(ids, cosines, lexical, vector_weight(form))
    best = sorted(range(len(ids)), key=lambda n: -fused[ids[n]])[:PASSAGES]
    return [
        Candidate(sentence, _passage(rank, shop.chunks[n], fused, cosines, lexical))
        for rank, n in enumerate(best, start=1)
        for sentence in shop.sentences[n]
    ]


def _chunk(number: int, section: str, sentences: Sequence[str]) -> Chunk:
    return Chunk(
        chunk_id=ChunkId(f"d:1:{number}"), document_id=DocumentId("d"), generation=1, ordinal=number,
        text="".join(sentences), title=section, section=section,
    )  # fmt: skip


def _passage(
    rank: int, chunk: Chunk, fused: dict[ChunkId, float], cosines: dict[ChunkId, float], lexical: dict[ChunkId, float]
) -> Passage:
    i = chunk.chunk_id
    return Passage(
        evidence_id=f"p{rank}", chunk_id=i, document_id=chunk.document_id, document="", title=chunk.title,
        section=chunk.section, page=None, generation=1, text=chunk.text, score=fused[i], vector_score=cosines[i],
        lexical_score=min(1.0, lexical[i]),
    )  # fmt: skip
