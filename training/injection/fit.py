"""Fitting and judging what addresses the bot (scikit-learn, at build time only)."""

from collections.abc import Sequence

import numpy as np
from pydantic import JsonValue

from agent.checks.instructed.concepts import CONCEPTS
from agent.checks.learnt.model import CLEAN, ScreeningModel
from training.screening.corpus import Sentence, corpus_digest
from training.screening.fit import fit

HARMLESS_LIMIT = 0.006
"""At most this part of harmless sentences may be taken for instructions: each is a sentence that can't be quoted."""
_THRESHOLDS = np.linspace(0.2, 0.98, 79)


def build(corpus: Sequence[Sentence]) -> ScreeningModel:
    """The model of the whole corpus; threshold and figures come from parts left out."""
    read: list[tuple[Sentence, float]] = []
    for part in sorted({sentence.trade for sentence in corpus}):
        model = fit([s for s in corpus if s.trade != part], {}, CONCEPTS)
        read += [(s, 1 - model.probabilities(s.text)[CLEAN]) for s in corpus if s.trade == part]
    harmless = np.array([odds for sentence, odds in read if sentence.label == CLEAN])
    meant = np.array([odds for sentence, odds in read if sentence.label != CLEAN])
    threshold = float(next((round(t, 2) for t in _THRESHOLDS if (harmless >= t).mean() <= HARMLESS_LIMIT), 0.98))
    metadata: dict[str, JsonValue] = {
        "corpus_sha256": corpus_digest(list(corpus)),
        "sentences": len(corpus),
        "instructions": len(meant),
        "threshold": threshold,
        "parts_left_out": {
            "recall": round(float((meant >= threshold).mean()), 4),
            "harmless_taken": round(float((harmless >= threshold).mean()), 4),
        },
    }
    return fit(corpus, metadata, CONCEPTS)
