"""Reads what a message asks of the customer's own orders."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from agent.reasoning.triage.model import TriageModel
from agent.reasoning.triage.signals import Signal, signals
from domain.affairs import Affair, Asked, Change, Whose, Wish

ARTEFACT = Path(__file__).with_name("model.npz")
METADATA = Path(__file__).with_name("model.json")
WHOSE, WISH, CHANGE = "whose", "wish", "change"
YES = "yes"


def asked_head(what: Asked) -> str:
    """The name of the head that tells whether this is asked."""
    return f"asks_{what.value}"


@dataclass(frozen=True, slots=True)
class AffairClassifier:
    """Reads messages; holds no state between them.

    Attributes:
        model: Vocabulary and weights, of the same kind as triage's.
    """

    model: TriageModel

    @classmethod
    def load(cls) -> Self:
        """The classifier with the artefact that ships beside this module."""
        return cls(TriageModel.load(ARTEFACT, METADATA))

    def read(
        self, text: str, vector: npt.NDArray[np.floating[Any]] | None, found: list[Signal] | None = None
    ) -> Affair:
        """Read one message.

        Args:
            text: The completed question, ``masked``.
            vector: Its query embedding (384,) by the model named in the artefact; None when the shop uses another.
            found: The text's signals, where they are known.
        """
        features = self.model.features(signals(text) if found is None else found, vector)
        odds = {name: self.model.probabilities(name, features) for name in self.model.heads}
        return Affair(
            whose={Whose(label): round(value, 4) for label, value in odds[WHOSE].items()},
            wish={Wish(label): round(value, 4) for label, value in odds[WISH].items()},
            change={Change(label): round(value, 4) for label, value in odds[CHANGE].items()},
            asked={what: round(odds[asked_head(what)][YES], 4) for what in Asked},
        )
