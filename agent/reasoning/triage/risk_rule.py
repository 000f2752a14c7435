"""The shape of a row of the risk table."""

import re
from dataclasses import dataclass

from domain.intents import Queue, RiskTopic

PRECAUTION = re.compile(
    r"会不会|会(?![了过])[^，。,.!！]{0,6}[吗么不嘛]|能不能|是不是|怕|担心|万一|防|避免|怎么(?:防|避)|安全吗|安不安全|容易|有没有.{0,6}(?:测试|检测|认证)|"
    r"will it|is it safe|does it"
)
"""Questions before a purchase and words of prevention: the harm is imagined, not reported."""


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
        formulas: Expressions that hardly ever mean anything else; any hit is the topic.
        guards: Expressions under which a hit of a formula means nothing.
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
    formulas: tuple[re.Pattern[str], ...] = ()
    guards: tuple[re.Pattern[str], ...] = ()

    def formula_hit(self, text: str) -> re.Match[str] | None:
        """The first formula found in a normalised text, unless a guard speaks against it."""
        if any(guard.search(text) for guard in self.guards):
            return None
        return next((hit for formula in self.formulas if (hit := formula.search(text))), None)
