"""From corpus to artefact: cross-validate over trades, calibrate, judge on sealed trades, fit on everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from agent.reasoning.triage.classifier import TriageClassifier
from agent.reasoning.triage.model import Floats, TriageModel
from agent.reasoning.triage.reading import TriageReading
from training.triage.calibrate import (
    Logits,
    best_temperature,
    best_threshold,
    unseen_logits,
    with_temperatures,
)
from training.triage.corpus import Utterance, corpus_digest
from training.triage.embedding import MODEL_ID
from training.triage.figures import figures
from training.triage.fit import HEADS, featurise, fit

FOLDS = 3
SEALED = frozenset({"baby", "car", "fresh", "garden", "glasses", "jewellery", "software", "tea", "tickets", "toys"})
"""A third of the trades: no threshold, word or setting was chosen by looking at them."""

Tell = Callable[[str], None]
Readings = list[tuple[Utterance, TriageReading]]


@dataclass(frozen=True, slots=True)
class Sample:
    """Utterances and their embeddings (utterances, 384)."""

    corpus: Sequence[Utterance]
    vectors: Floats

    def only(self, keep: Callable[[Utterance], bool]) -> "Sample":
        """The part for which it holds."""
        rows = [row for row, utterance in enumerate(self.corpus) if keep(utterance)]
        return Sample([self.corpus[row] for row in rows], self.vectors[rows])


def build(sample: Sample, tell: Tell) -> TriageModel:
    """The calibrated model of the whole corpus; its metadata holds the figures of both judgements."""
    development = sample.only(lambda u: u.trade not in SEALED)
    sealed = sample.only(lambda u: u.trade in SEALED)
    tell(f"{len(sample.corpus)} messages, {len({u.trade for u in sample.corpus})} trades, {len(SEALED)} of them sealed")
    settings, validated, pairs = _cross_validate(development, tell)
    tell("judging on the sealed trades")
    unsealed = settings.applied_to(fit(development.corpus, development.vectors, {}, HEADS))
    judged = read(unsealed, sealed.only(lambda u: u.origin == "written"))
    tell("fitting on everything")
    metadata: dict[str, Any] = {
        "corpus_sha256": corpus_digest(sample.corpus),
        "messages": len(sample.corpus),
        "trades": sorted({u.trade for u in sample.corpus}),
        "sealed_trades": sorted(SEALED),
        "embedding_model": MODEL_ID,
        "folds": FOLDS,
        "risk_threshold": settings.risk_threshold,
        "cross_validated": figures(validated),
        "pairs": figures(pairs),
        "sealed": figures(judged),
    }
    return settings.applied_to(fit(sample.corpus, sample.vectors, metadata, HEADS))


@dataclass(frozen=True, slots=True)
class Settings:
    """What cross-validation decides: temperatures by head and the risk threshold."""

    full: dict[str, float]
    wordy: dict[str, float]
    risk_threshold: float

    def applied_to(self, model: TriageModel) -> TriageModel:
        """The model with these settings."""
        metadata = {**model.metadata, "risk_threshold": self.risk_threshold}
        return with_temperatures(replace(model, metadata=metadata), self.full, self.wordy)


def read(model: TriageModel, sample: Sample) -> Readings:
    """Every message with its reading by the run-time classifier."""
    classifier = TriageClassifier(model)
    return [(u, classifier.classify(u.text, v)) for u, v in zip(sample.corpus, sample.vectors, strict=True)]


def _cross_validate(sample: Sample, tell: Tell) -> tuple[Settings, Readings, Readings]:
    """Settings, and the readings under them of written messages and of pairs, whose trades the models had not seen."""
    trades = sorted({u.trade for u in sample.corpus if not u.any_trade})
    models, parts, pairs = [], [], []
    logits: dict[tuple[str, bool], list[Logits]] = {(name, wordy): [] for name in HEADS for wordy in (False, True)}
    for fold in range(FOLDS):
        tell(f"cross-validating over trades, fold {fold + 1} of {FOLDS}")
        held = frozenset(trades[fold::FOLDS])
        seen = sample.only(lambda u, held=held: u.trade not in held)  # type: ignore[misc]
        unseen = sample.only(lambda u, held=held: u.trade in held and u.origin == "written")  # type: ignore[misc]
        model = fit(seen.corpus, seen.vectors, {"risk_threshold": 0.0}, HEADS)
        matrix = featurise(model, unseen.corpus, unseen.vectors)
        for name, wordy in logits:
            head = (model.wordy_heads if wordy else model.heads)[name]
            logits[name, wordy].append(unseen_logits(head, HEADS[name], matrix, unseen.corpus, wordy))
        models.append(model)
        parts.append(unseen)
        pairs.append(sample.only(lambda u, held=held: u.trade in held and u.origin == "paired"))  # type: ignore[misc]
    full = {name: best_temperature(logits[name, False]) for name in HEADS}
    wordy_temperatures = {name: best_temperature(logits[name, True]) for name in HEADS}
    open_settings = Settings(full, wordy_temperatures, 0.0)
    always = _read_all(models, parts, open_settings)
    threshold = best_threshold(np.array([r.risk_confidence for _, r in always]), [u for u, _ in always])
    settings = replace(open_settings, risk_threshold=threshold)
    return settings, _read_all(models, parts, settings), _read_all(models, pairs, settings)


def _read_all(models: Sequence[TriageModel], parts: Sequence[Sample], settings: Settings) -> Readings:
    return [pair for m, part in zip(models, parts, strict=True) for pair in read(settings.applied_to(m), part)]
