"""Whether a text has a sentence that tells the bot what to be, say or do."""

import re
from functools import lru_cache
from pathlib import Path

from agent.checks.folding import compact, fold
from agent.checks.instructed.concepts import CONCEPTS
from agent.checks.learnt.model import CLEAN, ScreeningModel

ARTEFACT = Path(__file__).with_name("model.npz")
METADATA = Path(__file__).with_name("model.json")
INSTRUCTS = "instructs"
_SENTENCE = re.compile(r"[^。!?！？\n]+[!?！？]*")
_SHORTEST = 5
"""Characters; less says too little to be judged without a pattern."""
_LONGEST = 2_000
"""Characters of a text that are judged; the patterns read the rest."""


def instructs(text: str, *, strict: bool = False) -> bool:
    """Whether any sentence does, by its meaning.

    Args: strict: among sentences that look like instructions, devices' messages and rules for staff.
    """
    threshold = float(_model().metadata["strict_threshold" if strict else "threshold"])
    return any(_odds(sentence) >= threshold for sentence in _SENTENCE.findall(text[:_LONGEST]))


@lru_cache(maxsize=1)
def _model() -> ScreeningModel:
    return ScreeningModel.load(ARTEFACT, METADATA, CONCEPTS)


@lru_cache(maxsize=4096)
def _odds(sentence: str) -> float:
    tight = compact(fold(sentence)).text
    if len(tight) < _SHORTEST:
        return 0.0
    return 1 - _model().probabilities(tight)[CLEAN]
