"""Logistic regression over sparse and dense features side by side.

scikit-learn takes one matrix: with 384 dense columns inside a sparse one, a fit takes several times as long.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from agent.reasoning.triage.model import Floats

_ITERATIONS = 60
"""Keeps a build short; what more of them would gain has not been measured."""
_TOLERANCE = 1e-4
"""Of the steepest slope, by example."""


class Weights(NamedTuple):
    """A row for each class."""

    sparse: Floats
    dense: Floats
    bias: Floats


def regress(sparse: csr_matrix, dense: Floats, wanted: Floats, inverse_regularisation: float) -> Weights:
    """Weights under which the wanted classes are likeliest; small ones are preferred, the bias is free.

    Args:
        sparse: Features (rows, signals).
        dense: Features (rows, dimensions); there may be none.
        wanted: How much each row counts as an example of each class (rows, classes).
        inverse_regularisation: The examples' weight beside that of the preference for small weights.
    """
    classes, signals, dimensions = wanted.shape[1], sparse.shape[1], dense.shape[1]
    columns = csr_matrix(sparse.T.astype(np.float32))
    rows = csr_matrix(sparse.astype(np.float32))
    counts = wanted.sum(axis=1, keepdims=True)
    scale = 1 / (inverse_regularisation * float(counts.sum()))

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(signals + dimensions + 1, classes).astype(np.float32)
        logits = rows @ weights[:signals] + dense @ weights[signals:-1] + weights[-1]
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        total = odds.sum(axis=1, keepdims=True)
        surprise = float((counts * np.log(total)).sum(dtype=np.float64) - (wanted * logits).sum(dtype=np.float64))
        slope = counts * odds / total - wanted
        share = np.float32(1 / counts.sum())
        gradient = np.vstack([columns @ slope, dense.T @ slope, slope.sum(axis=0, keepdims=True)]) * share
        gradient[:-1] += np.float32(scale) * weights[:-1]
        size = 0.5 * scale * float(np.square(weights[:-1], dtype=np.float64).sum())
        return surprise / float(counts.sum()) + size, gradient.ravel().astype(np.float64)

    start = np.zeros((signals + dimensions + 1) * classes)
    options = {"maxiter": _ITERATIONS, "gtol": _TOLERANCE, "maxcor": 10}
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    found = best.reshape(signals + dimensions + 1, classes).T.astype(np.float32)
    return Weights(found[:, :signals], found[:, signals:-1], found[:, -1])
