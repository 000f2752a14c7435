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


def instructs(text: str) -> bool:
    """Whether any sentence does, by its meaning."""
    return any(_instructs(sentence) for sentence in _SENTENCE.findall(text[:_LONGEST]))


@lru_cache(maxsize=1)
def _model() -> ScreeningModel:
    return ScreeningModel.load(ARTEFACT, METADATA, CONCEPTS)


@lru_cache(maxsize=4096)
def _instructs(sentence: str) -> bool:
    tight = compact(fold(sentence)).text
    if len(tight) < _SHORTEST:
        return False
    model = _model()
    return 1 - model.probabilities(tight)[CLEAN] >= float(model.metadata["threshold"])
