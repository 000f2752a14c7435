"""From a draft's supports to the citations and fact references that callers see."""

from domain.evidence import Citation, Fact, FactRef, Passage
from domain.reply import Draft


def citations_of(draft: Draft, passages: tuple[Passage, ...]) -> tuple[Citation, ...]:
    """Each passage quote once, in the order of the sentences."""
    by_id = {p.evidence_id: p for p in passages}
    cited: dict[tuple[str, str], Citation] = {}
    for sentence in draft.sentences:
        for support in sentence.supports:
            if passage := by_id.get(support.evidence_id):
                cited.setdefault((passage.chunk_id, support.quote), _citation(passage, support.quote))
    return tuple(cited.values())


def fact_refs_of(draft: Draft, facts: tuple[Fact, ...]) -> tuple[FactRef, ...]:
    """Each tool result that a sentence rests on, once."""
    used = {support.evidence_id for sentence in draft.sentences for support in sentence.supports}
    refs = {(f.tool, f.ref): FactRef(tool=f.tool, ref=f.ref, at=f.at) for f in facts if f.evidence_id in used}
    return tuple(refs.values())


def _citation(passage: Passage, quote: str) -> Citation:
    return Citation(
        document=passage.document,
        title=passage.title,
        section=passage.section,
        page=passage.page,
        quote=quote,
        chunk_id=passage.chunk_id,
        generation=passage.generation,
    )
