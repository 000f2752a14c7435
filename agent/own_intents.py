"""What a merchant wants done with the intents they added in shop.yaml."""

from domain.analysis import Analysis
from domain.shop import Shop


def own_intent_for_people(analysis: Analysis, shop: Shop) -> str | None:
    """The merchant's own intent that goes to people, where the message is of one."""
    names = (score.name for score in analysis.own_intents[:1])
    return next((name for name in names if name in shop.own_intents and shop.own_intents[name].to_people), None)
