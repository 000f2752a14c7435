"""Asking exactly what is unknown, with the choices that the documents have."""

import re

from agent.reasoning.embedded.passages.row_keys import key_cells
from agent.reasoning.embedded.picking.picking import Pick
from agent.reasoning.embedded.writing.frames import frame, salutation
from domain.intents import Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence, Support

_GOODS = re.compile(
    r"(?<![付退])款|型|品|(?<![收发送到取退换])货|名|机(?!构)|商|(?<!购)物(?!流)|书|model|product|item|name",
    re.IGNORECASE,
)
"""In the name of a first column that tells things apart, not cases such as regions (收货地区, 付款方式, 物流)."""
MOST = 6
"""Choices shown; more would be a pasted table."""


def which_row(request: CompositionRequest, pick: Pick) -> Draft:
    """Asks which of a table's rows is meant, by the cells that tell them apart."""
    language = request.analysis.language
    column = pick.rivals[0].passage.cells[0][0]
    asking = "which_product" if _GOODS.search(column) else "which_case"
    sentences = [*salutation(request.shop, language), frame(asking, language, line_end=True)]
    for unit in pick.rivals[:MOST]:
        text, values = unit.passage.text, [value for _, value in key_cells(unit, pick.peers)]
        quotes = dict.fromkeys(value if value in text else text for value in values)
        supports = tuple(Support(evidence_id=unit.passage.evidence_id, quote=quote) for quote in quotes)
        sentences.append(Sentence(text=f"· {' '.join(values)}\n", supports=supports))
    return Draft(outcome=Outcome.CLARIFY, sentences=tuple(sentences), missing=("which",), confidence=0.7)
