"""The heads, and the examples they are fitted on."""

from collections.abc import Mapping
from functools import partial

from agent.reasoning.affairs.classifier import CHANGE, WHOSE, WISH, asked_head
from domain.affairs import Asked
from training.affairs.corpus import Asking
from training.triage.fit import Target, Targets


def _asked(what: Asked, asking: Asking) -> list[Target]:
    return [Target("yes" if what in asking.asks else "no", 1.0)]


HEADS: Mapping[str, Targets[Asking]] = {
    WHOSE: lambda a: [Target(a.whose.value, 1.0)],
    WISH: lambda a: [Target(a.wish.value, 1.0)],
    CHANGE: lambda a: [Target(a.change.value, 1.0)],
    **{asked_head(what): partial(_asked, what) for what in Asked},
}
