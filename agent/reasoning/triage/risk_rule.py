"""The shape of a row of the risk table."""

import re
from dataclasses import dataclass

from agent.reasoning.triage.risk_formulas import FORMULAS, GUARDS
from domain.intents import Queue, RiskTopic


@dataclass(frozen=True, slots=True)
class RiskRule:
    """One matter that is left to people.

    Attributes:
        topic: Its name.
        definition: What belongs to it, for prompts and documentation.
        priority: 1 (at once) to 4 (today) in the queue of handoffs.
        queue: Who has the skill.
        holding_zh: What the customer reads at once, in Chinese.
        holding_en: The same in English.
        basis: The law or rule behind leaving it to people.
        examples: Messages that belong to it, of no shop in particular.
        near_misses: Messages that only look like it.
    """

    topic: RiskTopic
    definition: str
    priority: int
    queue: Queue
    holding_zh: str
    holding_en: str
    basis: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]

    def formula_hit(self, text: str) -> re.Match[str] | None:
        """The first formula found in a normalised text, unless a guard speaks against it."""
        if any(guard.search(text) for guard in GUARDS[self.topic]):
            return None
        return next((hit for formula in FORMULAS[self.topic] if (hit := formula.search(text))), None)
