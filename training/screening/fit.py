"""Fitting and judging (scikit-learn, at build time only)."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pydantic import JsonValue
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from agent.checks.learnt.concepts import CONCEPTS
from agent.checks.learnt.model import CLEAN, ScreeningModel, features_of
from agent.checks.learnt.signals import Concepts, signals
from training.screening.corpus import Sentence, corpus_digest

INVERSE_REGULARISATION = 30.0
MIN_SENTENCES = 2
"""A signal of one sentence only says nothing about others."""
CLEAN_LIMIT = 0.03
"""At most this part of clean sentences of unseen trades may be touched."""
_THRESHOLDS = np.linspace(0.3, 0.95, 66)


def build(corpus: Sequence[Sentence]) -> ScreeningModel:
    """The model of the whole corpus; its threshold and figures come from leaving whole trades out."""
    left_out: list[tuple[Sentence, float, str]] = []
    for trade in sorted({sentence.trade for sentence in corpus}):
        model = fit([s for s in corpus if s.trade != trade], {})
        left_out += [(s, *_reading(model, s.text)) for s in corpus if s.trade == trade]
    threshold = _threshold(left_out)
    metadata: dict[str, JsonValue] = {
        "corpus_sha256": corpus_digest(list(corpus)),
        "sentences": len(corpus),
        "threshold": threshold,
        "trades_left_out": figures(left_out, threshold),
    }
    return fit(corpus, metadata)


def fit(corpus: Sequence[Sentence], metadata: dict[str, JsonValue], concepts: Concepts = CONCEPTS) -> ScreeningModel:
    """A model of these sentences."""
    counts = Counter(name for sentence in corpus for name in signals(sentence.text, concepts))
    vocabulary = {n: i for i, n in enumerate(sorted(n for n, count in counts.items() if count >= MIN_SENTENCES))}
    rows = [features_of(sentence.text, vocabulary, concepts) for sentence in corpus]
    matrix = csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([columns for columns, _ in rows]),
            np.cumsum([0, *(len(columns) for columns, _ in rows)]),
        ),
        shape=(len(rows), len(vocabulary)),
    )
    regression = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=400)
    regression.fit(matrix, [sentence.label for sentence in corpus])
    classes = tuple(str(name) for name in regression.classes_)
    weights: npt.NDArray[np.float32] = regression.coef_.astype(np.float32)
    bias: npt.NDArray[np.float32] = regression.intercept_.astype(np.float32)
    if len(classes) == 2:  # one row stands for both: spread it so that the model is a softmax
        weights = (np.vstack([-weights, weights]) / 2).astype(np.float32)
        bias = (np.concatenate([-bias, bias]) / 2).astype(np.float32)
    return ScreeningModel(vocabulary, classes, weights, bias, metadata, concepts)


def figures(read: Sequence[tuple[Sentence, float, str]], threshold: float) -> dict[str, JsonValue]:
    """Recall by type, clean sentences touched, types right (shares, 0-1)."""
    bad = [row for row in read if row[0].label != CLEAN]
    clean = [row for row in read if row[0].label == CLEAN]
    found = [row for row in bad if row[1] >= threshold]
    recall = {
        kind: round(
            sum(p >= threshold for s, p, _ in bad if s.label == kind) / sum(s.label == kind for s, *_ in bad), 4
        )
        for kind in sorted({s.label for s, *_ in bad})
    }
    return {
        "recall": round(len(found) / len(bad), 4),
        "recall_by_type": dict(recall),
        "clean_touched": round(sum(p >= threshold for _, p, _ in clean) / len(clean), 4),
        "type_right_where_found": round(sum(s.label == kind for s, _, kind in found) / max(1, len(found)), 4),
    }


def _reading(model: ScreeningModel, text: str) -> tuple[float, str]:
    odds = model.probabilities(text)
    return 1 - odds.pop(CLEAN), max(odds, key=odds.__getitem__)


def _threshold(read: Sequence[tuple[Sentence, float, str]]) -> float:
    """The lowest that keeps clean sentences within their limit."""
    clean = np.array([p for s, p, _ in read if s.label == CLEAN])
    return float(next((round(t, 2) for t in _THRESHOLDS if (clean >= t).mean() <= CLEAN_LIMIT), _THRESHOLDS[-1]))
