"""What a new version of a document changes, in chunks."""

from collections.abc import Sequence
from typing import Any

from domain.documents import Chunk

_SHOWN = 20
_EXCERPT = 60


def changes(live: Sequence[Chunk], chunks: Sequence[Chunk], with_texts: bool) -> dict[str, Any]:
    """Fields of a report: how many chunks come and go, and (on request) how these begin.

    A chunk is the same when what is embedded of it is the same; its place in the document doesn't count.
    """
    old, new = {c.content_hash: c for c in live}, {c.content_hash: c for c in chunks}
    added, removed = [c for h, c in new.items() if h not in old], [c for h, c in old.items() if h not in new]
    counted: dict[str, Any] = {
        "reason": f"分段 +{len(added)} −{len(removed)} (chunks)" if live else "",
        "chunks_added": len(added),
        "chunks_removed": len(removed),
    }
    return counted | ({"added_texts": _begins(added), "removed_texts": _begins(removed)} if with_texts else {})


def _begins(chunks: Sequence[Chunk]) -> tuple[str, ...]:
    texts = (" ".join(f"{chunk.question or ''} {chunk.text}".split()) for chunk in chunks[:_SHOWN])
    return tuple(text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…" for text in texts)
