"""Screening rules as data, one pack a file. A shop names its packs in shop.yaml; ``general`` always applies."""

from agent.checks.packs.cosmetics import COSMETICS
from agent.checks.packs.electronics import ELECTRONICS
from agent.checks.packs.general import GENERAL
from agent.checks.packs.health_food import HEALTH_FOOD
from agent.checks.packs.rule import Rule

PACKS: dict[str, tuple[Rule, ...]] = {
    "general": GENERAL,
    "cosmetics": COSMETICS,
    "health_food": HEALTH_FOOD,
    "electronics": ELECTRONICS,
}
