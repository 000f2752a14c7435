"""What a turn's tools brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from domain.evidence import Fact, Passage
from domain.ids import ChunkId
from domain.reasoner import ActionReport


@dataclass(frozen=True)
class Gathered:
    """Evidence and what was decided on it. All of it is data: nothing in it starts a tool."""

    facts: tuple[Fact, ...] = ()
    passages: tuple[Passage, ...] = ()
    actions: tuple[ActionReport, ...] = ()
    choices: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    order_calls: int = 0
    """Calls to the order backend."""

    @property
    def above_every_cap(self) -> bool:
        """Whether something is wanted that is allowed but for its amount: who may say so isn't at the approval desk."""
        return any(report.high_value and not report.allowed for report in self.actions)


def numbered(parts: Sequence[Gathered]) -> Gathered:
    """All parts as one, facts numbered f1, f2 … and reports pointing at the facts of their order."""
    facts = tuple(
        fact.model_copy(update={"evidence_id": f"f{n}"})
        for n, fact in enumerate((fact for part in parts for fact in part.facts), start=1)
    )
    reports = tuple(report for part in parts for report in part.actions)
    return Gathered(
        facts=facts,
        passages=_each_once([passage for part in parts for passage in part.passages]),
        actions=tuple(_resting_on(report, facts) for report in reports),
        choices=tuple(choice for part in parts for choice in part.choices),
        notices=tuple(dict.fromkeys(notice for part in parts for notice in part.notices)),
        order_calls=sum(part.order_calls for part in parts),
    )


def found_by_any(searches: Sequence[Sequence[Passage]]) -> tuple[Passage, ...]:
    """The best of each search first; a chunk that several found is as near as to the nearest of their questions."""
    if len(searches) == 1:
        return tuple(searches[0])
    best: dict[ChunkId, Passage] = {}
    for passage in (passage for level in zip_longest(*searches) for passage in level if passage is not None):
        known = best.get(passage.chunk_id, passage)
        names = ("score", "vector_score", "lexical_score")
        higher = {name: max(getattr(known, name), getattr(passage, name)) for name in names}
        best[passage.chunk_id] = known.model_copy(update=higher)
    return tuple(best.values())


def _each_once(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Of several searches: each chunk once, p1, p2 … in the order they came."""
    unique = {passage.chunk_id: passage for passage in reversed(passages)}
    ordered = [passage for passage in passages if unique.pop(passage.chunk_id, None)]
    return tuple(p.model_copy(update={"evidence_id": f"p{n}"}) for n, p in enumerate(ordered, start=1))


def _resting_on(report: ActionReport, facts: tuple[Fact, ...]) -> ActionReport:
    """The facts that state the report's reasons."""
    ids = tuple(fact.evidence_id for fact in facts if any(reason in fact.lines for reason in report.reasons))
    return report.model_copy(update={"evidence_ids": ids})
