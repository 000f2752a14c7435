"""Which documents replace which: names as people write them, resolved to file names."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from domain.documents import Document

_LEAST = 4
"""Characters of a title that may match the end of a longer one: 《退换货政策》 in a title with the shop's name."""


def resolved_names(document: Document, others: Sequence[Document]) -> tuple[str, ...]:
    """The document's ``supersedes`` with titles replaced by file names; a name that fits none or several stays."""
    rest = [other for other in others if other.document_id != document.document_id]
    return tuple(dict.fromkeys(_resolved(name, rest) for name in document.supersedes))


def _resolved(name: str, others: Sequence[Document]) -> str:
    if any(other.name == name for other in others):
        return name
    wanted = _key(name)
    exact = [o.name for o in others if wanted in {_key(PurePath(o.name).stem), _key(o.title)}]
    if len(exact) == 1:
        return exact[0]
    loose = [o.name for o in others if len(wanted) >= _LEAST and _key(o.title).endswith(wanted)]
    return loose[0] if len(loose) == 1 and not exact else name


def _key(name: str) -> str:
    return re.sub(r"[\s《》()（）\[\]【】_\-—·.]", "", name).lower()
