"""Asking exactly what is unknown, with the choices that the documents have."""

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.writing.frames import frame, salutation
from domain.intents import Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence, Support

MOST = 6
"""Choices shown; more would be a pasted table."""


def which_row(request: CompositionRequest, rows: tuple[Unit, ...]) -> Draft:
    """Asks which of a table's rows is meant, by their key cells."""
    language = request.analysis.language
    sentences = [*salutation(request.shop, language), frame("which_product", language, line_end=True)]
    for unit in rows[:MOST]:
        key = unit.passage.cells[0][1]
        quote = key if key in unit.passage.text else unit.passage.text
        support = Support(evidence_id=unit.passage.evidence_id, quote=quote)
        sentences.append(Sentence(text=f"· {key}\n", supports=(support,)))
    return Draft(outcome=Outcome.CLARIFY, sentences=tuple(sentences), missing=("which",), confidence=0.7)
