"""From corpus to artefact: cross-validate over hands, set temperatures, fit on everything."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pydantic import JsonValue

from agent.reasoning.affairs.classifier import AffairClassifier
from agent.reasoning.triage.model import Floats, TriageModel
from domain.affairs import Affair, Asked
from training.affairs.corpus import Asking, corpus_digest
from training.affairs.fit import HEADS
from training.triage.calibrate import Logits, best_temperature, unseen_logits, with_temperatures
from training.triage.embedding import MODEL_ID
from training.triage.fit import featurise, fit

Tell = Callable[[str], None]
SURE = 0.5


def build(corpus: Sequence[Asking], vectors: Floats, tell: Tell) -> TriageModel:
    """The calibrated model of the whole corpus; its metadata holds the figures.

    Args:
        corpus: Labelled messages.
        vectors: Their query embeddings (messages, 384).
        tell: Gets a line for each step.
    """
    hands = sorted({asking.hand for asking in corpus if not asking.to_documents})
    logits: dict[tuple[str, bool], list[Logits]] = {(name, wordy): [] for name in HEADS for wordy in (False, True)}
    models, parts = [], []
    for hand in hands:
        tell(f"leaving out hand {hand} of {len(hands)}")
        unseen = [row for row, asking in enumerate(corpus) if asking.hand == hand]
        seen = [row for row, asking in enumerate(corpus) if asking.hand != hand]
        model = fit([corpus[row] for row in seen], vectors[seen], {}, HEADS)
        left_out = [corpus[row] for row in unseen]
        matrix = featurise(model, left_out, vectors[unseen])
        for name, wordy in logits:
            head = (model.wordy_heads if wordy else model.heads)[name]
            logits[name, wordy].append(unseen_logits(head, HEADS[name], matrix, left_out, wordy))
        models.append(model)
        parts.append((left_out, vectors[unseen]))
    full, wordy_temperatures = (
        {name: best_temperature(logits[name, wordy]) for name in HEADS} for wordy in (False, True)
    )
    judged = [
        (asking, affair)
        for model, (left_out, their) in zip(models, parts, strict=True)
        for asking, affair in _read(with_temperatures(model, full, wordy_temperatures), left_out, their)
    ]
    tell("fitting on everything")
    metadata: dict[str, Any] = {
        "corpus_sha256": corpus_digest(corpus),
        "messages": len(corpus),
        "trades": sorted({asking.trade for asking in corpus}),
        "hands": hands,
        "embedding_model": MODEL_ID,
        "cross_validated": figures(judged),
    }
    return with_temperatures(fit(corpus, vectors, metadata, HEADS), full, wordy_temperatures)


def figures(judged: Sequence[tuple[Asking, Affair]]) -> dict[str, JsonValue]:
    """Shares (0-1) over messages of hands that the model had not seen."""
    right: dict[str, JsonValue] = {
        "whose_right": _share([max(r.whose, key=r.whose.__getitem__) == a.whose for a, r in judged]),
        "wish_right": _share([max(r.wish, key=r.wish.__getitem__) == a.wish for a, r in judged]),
        "change_right": _share([max(r.change, key=r.change.__getitem__) == a.change for a, r in judged]),
        "own_taken_for_general": _share([r.general >= SURE for a, r in judged if a.whose.value == "own"]),
        "general_taken_for_own": _share([r.own >= SURE for a, r in judged if a.whose.value == "general"]),
    }
    for what in Asked:
        asked = [r.asked[what] >= SURE for a, r in judged if what in a.asks]
        told = [what in a.asks for a, r in judged if r.asked[what] >= SURE]
        right[what.value] = {"recall": _share(asked), "precision": _share(told)}
    return right


def _share(held: Sequence[bool]) -> float | None:
    return round(float(np.mean(held)), 4) if held else None


def _read(model: TriageModel, corpus: Sequence[Asking], vectors: Floats) -> list[tuple[Asking, Affair]]:
    classifier = AffairClassifier(model)
    return [(asking, classifier.read(asking.text, vector)) for asking, vector in zip(corpus, vectors, strict=True)]
