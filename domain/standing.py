"""Whether a document holds on a day, and which one has taken its place."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from domain.documents import Chunk, Document

Standing = Literal["in_force", "not_yet", "expired", "superseded", "not_live"]


def holds_on(it: Chunk | Document, day: date) -> bool:
    """Whether the day lies within its dates; both ends count."""
    return (it.effective_from is None or it.effective_from <= day) and (it.expires_on is None or day <= it.expires_on)


def successors(documents: Iterable[Document], day: date) -> dict[str, str]:
    """File names of replaced documents → the name of the live one that had replaced them by this day.

    They stay replaced when the newer one runs out: an old policy doesn't come back by itself.
    """
    return {
        name: d.name
        for d in documents
        if d.status == "live" and d.generation > 0 and (d.effective_from is None or d.effective_from <= day)
        for name in d.supersedes
        if name != d.name
    }


def standing_of(document: Document, replaced: dict[str, str], day: date) -> Standing:
    """How the document stands on this day. Args: replaced: from ``successors``."""
    if document.status != "live" or document.generation == 0:
        return "not_live"
    if document.name in replaced:
        return "superseded"
    if document.effective_from is not None and day < document.effective_from:
        return "not_yet"
    return "in_force" if holds_on(document, day) else "expired"
