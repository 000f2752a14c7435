"""Fitting the heads on a corpus (scipy, at build time only)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from scipy.sparse import csr_matrix

from agent.reasoning.triage.classifier import NO_RISK
from agent.reasoning.triage.model import Floats, Head, TriageModel, kinds_of
from agent.reasoning.triage.signals import Kind, signals
from training.triage.corpus import Utterance
from training.triage.regression import regress

MIN_TRADES = 3
"""A signal is a word of customers, not of one shop, when it occurs in this many trades (messages of any trade count as
one each)."""
FURTHER_INTENTS = (1.0, 0.5, 0.35)
"""Weight of a message as an example of its first, second and any further intent."""
RISK_WEIGHT = 2.0
"""A missed danger costs more than a needless handoff."""
RISKY_INTENT_WEIGHT = 0.3
"""Weight of a risky message as an example of its intents: people take it over whatever it wants, and at full weight
``complaint`` would swallow every lively word."""
INVERSE_REGULARISATION = 2.0
"""For all heads but risk: over whole trades left out, intents were right .923 of the time with it and .918 with 8."""
RISK_INVERSE_REGULARISATION = 8.0
"""Risk is told by few, strong words: recall .929 with it and .897 with 2, at the same false handoffs."""


_signals = cache(signals)
"""Each fold reads most of the same texts."""


class Target(NamedTuple):
    """One label of an utterance and how much it counts."""

    label: str
    weight: float


class Message(Protocol):
    """What is read of a labelled message besides its labels."""

    @property
    def text(self) -> str:
        """As the model sees it."""
        ...

    @property
    def trade(self) -> str:
        """Whose customer wrote it."""
        ...

    @property
    def any_trade(self) -> bool:
        """Whether every trade's customers write this."""
        ...


M = TypeVar("M", bound=Message)
Targets = Callable[[M], list[Target]]


def _intents(utterance: Utterance) -> list[Target]:
    share = 1.0 if utterance.risk_topic is None else RISKY_INTENT_WEIGHT
    return [
        Target(intent.value, share * FURTHER_INTENTS[min(place, len(FURTHER_INTENTS) - 1)])
        for place, intent in enumerate(utterance.intents)
    ]


def _risk(utterance: Utterance) -> list[Target]:
    topic = utterance.risk_topic
    return [Target(NO_RISK, 1.0)] if topic is None else [Target(topic.value, RISK_WEIGHT)]


def _told(label_of: Callable[[Utterance], str]) -> Targets[Utterance]:
    """The label, of messages that have one."""
    return lambda u: [] if u.origin == "affairs" else [Target(label_of(u), 1.0)]


HEADS: Mapping[str, Targets[Utterance]] = {
    "intent": _intents,
    "risk": _risk,
    "sentiment": _told(lambda u: str(u.sentiment)),
    "urgency": _told(lambda u: str(u.urgency)),
    "follow_up": _told(lambda u: "yes" if u.follow_up else "no"),
    "price_sensitive": _told(lambda u: "yes" if u.price_sensitive else "no"),
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Features of a corpus: n-grams (rows, vocabulary) and centred embeddings (rows, 384)."""

    sparse: csr_matrix
    dense: Floats


def fit(
    corpus: Sequence[M], vectors: Floats, metadata: Mapping[str, Any], heads: Mapping[str, Targets[M]]
) -> TriageModel:
    """A model of the corpus, not yet calibrated (temperatures are 1).

    Args:
        corpus: Labelled messages.
        vectors: Their query embeddings (messages, 384).
        metadata: Kept with the model.
        heads: The labels to tell apart.
    """
    blank = _blank(corpus, vectors, metadata)
    matrix = featurise(blank, corpus, vectors)
    full, wordy = (
        {name: _fit_head(name, targets, matrix, words_alone, corpus) for name, targets in heads.items()}
        for words_alone in (False, True)
    )
    return replace(blank, heads=full, wordy_heads=wordy)


def featurise(model: TriageModel, corpus: Sequence[Message], vectors: Floats) -> Matrix:
    """The features of a corpus as the model computes them at run time."""
    rows = [model.features(_signals(u.text), vector) for u, vector in zip(corpus, vectors, strict=True)]
    sparse = csr_matrix(
        (
            np.concatenate([row.values for row in rows]),
            np.concatenate([row.columns for row in rows]),
            np.cumsum([0, *(len(row.columns) for row in rows)]),
        ),
        shape=(len(rows), len(model.vocabulary)),
    )
    return Matrix(sparse, (vectors - model.mean) * np.float32(model.scale))


def _blank(corpus: Sequence[Message], vectors: Floats, metadata: Mapping[str, Any]) -> TriageModel:
    trades: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for row, utterance in enumerate(corpus):
        for name in {signal.name for signal in _signals(utterance.text)}:
            trades[name].add(f"{utterance.trade}-{row}" if utterance.any_trade else utterance.trade)
            counts[name] += 1
    kept = sorted(name for name, found in trades.items() if len(found) >= MIN_TRADES)
    kinds = kinds_of(kept)
    rarity = np.array([np.log((1 + len(corpus)) / (1 + counts[name])) + 1 for name in kept])
    idf = np.where(kinds == Kind.WORD, rarity, 1.0).astype(np.float32)
    mean = vectors.mean(axis=0)
    spread = float(np.sqrt(((vectors - mean) ** 2).sum(axis=1).mean()))
    return TriageModel(
        {name: column for column, name in enumerate(kept)}, kinds, idf, mean, 1 / spread, {}, {}, metadata
    )


def _fit_head(name: str, labels_of: Targets[M], matrix: Matrix, wordy: bool, corpus: Sequence[M]) -> Head:
    targets = [labels_of(message) for message in corpus]
    classes = sorted({target.label for row in targets for target in row})
    place = {label: column for column, label in enumerate(classes)}
    wanted = np.zeros((len(corpus), len(classes)), np.float32)
    for row, labels in enumerate(targets):
        for target in labels:
            wanted[row, place[target.label]] += target.weight
    dense = np.zeros((len(corpus), 0), np.float32) if wordy else matrix.dense
    inverse = RISK_INVERSE_REGULARISATION if name == "risk" else INVERSE_REGULARISATION
    weights = regress(matrix.sparse, dense, wanted, inverse)
    return Head(classes=tuple(classes), dense=weights.dense, sparse=weights.sparse, bias=weights.bias, temperature=1.0)
