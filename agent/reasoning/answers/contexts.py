"""A unit of the evidence as the embedding model reads it: under what it stands under."""

from agent.reasoning.embedded.passages.unit import Unit
from domain.alignment import Context, Origin


def context_of(unit: Unit) -> Context:
    """The nearest heading, the line that leads in, and the FAQ's question; then the unit itself."""
    passage = unit.passage
    nearest = passage.section.split(" > ")[-1].strip() or passage.title
    parts = dict.fromkeys(filter(None, (nearest, unit.lead, passage.question)))
    return Context(" ".join(parts), unit.text, Origin(passage.document_id, passage.generation))
