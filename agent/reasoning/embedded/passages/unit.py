"""The smallest thing a reply quotes."""

from dataclasses import dataclass
from typing import Literal

from domain.evidence import Passage

UnitKind = Literal["sentence", "item", "step", "row"]


@dataclass(frozen=True)
class Unit:
    """A sentence, list item, step or table row of a passage."""

    text: str
    """Verbatim in the passage's text, without its list mark."""
    passage: Passage
    kind: UnitKind
    position: int
    """Place within the passage, 0 first."""
    block: int
    """Items or steps of one list, and sentences of one paragraph, share it."""
    lead: str = ""
    """The line that introduces the list, verbatim in the passage's text."""

    @property
    def scope(self) -> str:
        """What the unit is about without saying so: headings, title, lead-in, the FAQ's question, products."""
        passage = self.passage
        parts = (passage.title, passage.section, self.lead, passage.question or "", *passage.similar_questions)
        return "\n".join((*parts, *passage.products))

    @property
    def heading(self) -> str:
        """What the whole stretch around the unit is about: headings, lead-in, the FAQ's question, a sole product."""
        passage = self.passage
        sole = passage.products if len(passage.products) == 1 else ()
        return "\n".join((passage.title, passage.section, self.lead, passage.question or "", *sole))

    @property
    def key(self) -> tuple[str, int]:
        """Identity within a turn."""
        return self.passage.evidence_id, self.position
