"""The heads, and the examples they are fitted on."""

from collections.abc import Mapping
from functools import partial

from agent.reasoning.affairs.classifier import CHANGE, WHOSE, WISH, asked_head
from domain.affairs import Asked
from training.affairs.corpus import Asking
from training.triage.fit import Target, Targets

DOCUMENTS_WEIGHT = 0.1
"""Of a question to documents, of which nobody wrote the labels. Over three hands left out, whose matter it is was right
.904 of the time with it, .903 without such questions and .899 with 0.3."""
_OF_GOODS = frozenset({Asked.STOCK, Asked.UNIT_PRICE})
"""What questions to documents may ask as well."""


def _weight(asking: Asking) -> float:
    return DOCUMENTS_WEIGHT if asking.to_documents else 1.0


def _asked(what: Asked, asking: Asking) -> list[Target]:
    if asking.to_documents and what in _OF_GOODS:
        return []
    return [Target("yes" if what in asking.asks else "no", _weight(asking))]


HEADS: Mapping[str, Targets[Asking]] = {
    WHOSE: lambda a: [Target(a.whose.value, _weight(a))],
    WISH: lambda a: [Target(a.wish.value, _weight(a))],
    CHANGE: lambda a: [Target(a.change.value, _weight(a))],
    **{asked_head(what): partial(_asked, what) for what in Asked},
}
