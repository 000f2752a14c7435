"""Fitting and judging what addresses the bot (scikit-learn, at build time only)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pydantic import JsonValue

from agent.checks.instructed.concepts import CONCEPTS
from agent.checks.learnt.model import CLEAN, ScreeningModel
from training.screening.corpus import Sentence, corpus_digest
from training.screening.corpus import load_corpus as outgoing_sentences
from training.screening.fit import fit

HARMLESS_LIMIT = 0.002
"""At most this part of shops' sentences may be taken for instructions: each is a sentence that can't be quoted."""
LOOK_ALIKE_LIMIT = 0.05
"""The same of sentences written to look like instructions, where they are all there is to be told from them."""
_THRESHOLDS = np.linspace(0.2, 0.98, 79)


def build(corpus: Sequence[Sentence]) -> ScreeningModel:
    """The model of the whole corpus; threshold and figures come from parts left out."""
    read: list[tuple[Sentence, float]] = []
    for part in sorted({sentence.trade for sentence in corpus}):
        model = fit([s for s in corpus if s.trade != part], {}, CONCEPTS)
        read += [(s, 1 - model.probabilities(s.text)[CLEAN]) for s in corpus if s.trade == part]
    shops = {sentence.text for sentence in outgoing_sentences()}
    harmless = np.array([odds for sentence, odds in read if sentence.label == CLEAN and sentence.text in shops])
    alike = np.array([odds for sentence, odds in read if sentence.label == CLEAN and sentence.text not in shops])
    meant = np.array([odds for sentence, odds in read if sentence.label != CLEAN])
    threshold, strict = _lowest(harmless, HARMLESS_LIMIT), _lowest(alike, LOOK_ALIKE_LIMIT)
    metadata: dict[str, JsonValue] = {
        "corpus_sha256": corpus_digest(list(corpus)),
        "sentences": len(corpus),
        "instructions": len(meant),
        "threshold": threshold,
        "strict_threshold": max(threshold, strict),
        "parts_left_out": {
            "recall": round(float((meant >= threshold).mean()), 4),
            "harmless_taken": round(float((harmless >= threshold).mean()), 4),
            "strict_recall": round(float((meant >= strict).mean()), 4),
            "look_alikes_taken_strictly": round(float((alike >= strict).mean()), 4),
        },
    }
    return fit(corpus, metadata, CONCEPTS)


def _lowest(odds: npt.NDArray[np.float64], limit: float) -> float:
    """The lowest threshold that takes at most this part."""
    return float(next((round(t, 2) for t in _THRESHOLDS if (odds >= t).mean() <= limit), 0.98))
