"""The embedded model's tokenizer: its normaliser's table and a best path through its unigram pieces."""

import re

from backends.embedding.e5_weights import Weights

_SPACE_MARK = "▁"
_UNKNOWN_BELOW = 10.0
"""An unknown character costs this much more than the rarest piece, as in SentencePiece."""


class Tokenizer:
    """Text to token ids, without the marks at its ends."""

    def __init__(self, weights: Weights) -> None:
        """Args: weights: vocabulary and normaliser."""
        self._folded = dict(weights.folded)
        scores = weights.scores.tolist()
        self._pieces = {p: (s, i) for i, (p, s) in enumerate(zip(weights.pieces, scores, strict=True))}
        self._pieces.pop(weights.pieces[weights.unknown], None)
        self._longest = max(map(len, weights.pieces))
        self._unknown = (min(scores) - _UNKNOWN_BELOW, weights.unknown)

    def tokens(self, text: str) -> list[int]:
        """The ids of the most likely pieces."""
        line = re.sub("  +", " ", text.translate(self._folded))
        line = (line if line.startswith(" ") else " " + line).replace(" ", _SPACE_MARK)
        size, pieces = len(line), self._pieces
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            here = best[start]
            score, token = self._unknown
            if here + score > best[start + 1]:
                best[start + 1], came[start + 1] = here + score, (start, token)
            for end in range(start + 1, min(size, start + self._longest) + 1):
                found = pieces.get(line[start:end])
                if found is not None and here + found[0] > best[end]:
                    best[end], came[end] = here + found[0], (start, found[1])
        ids: list[int] = []
        while size:
            size, token = came[size]
            ids.append(token)
        return ids[::-1]
