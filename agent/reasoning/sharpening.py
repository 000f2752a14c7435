"""Two readings of one turn made into one: the model's may sharpen the embedded one, never soften it."""

from agent.reasoning.triage.risk_table import RISK_TABLE
from domain.analysis import Analysis, IntentScore
from domain.intents import Intent, RiskTopic

AGREED = 0.6
"""Below this probability a model's intent doesn't take the first place."""


def sharpened(base: Analysis, model: Analysis) -> Analysis:
    """The reading to act on.

    Entities, language and cues stay as read by rules: tools look things up by them. Risk, sentiment, urgency and
    injection are the stricter of both; intents, question and kind of request are the model's where it is sure.
    """
    risk = stricter(base.risk_topic, model.risk_topic)
    owner = base if risk == base.risk_topic else model
    return base.model_copy(
        update={
            "intents": _intents(base, model),
            "sentiment": min(base.sentiment, model.sentiment),
            "urgency": max(base.urgency, model.urgency),
            "risk_topic": risk,
            "risk_confidence": owner.risk_confidence,
            "question": model.question if _adds_no_numbers(model.question, base) else base.question,
            "request": model.request,
            "follow_up": base.follow_up or model.follow_up,
            "price_sensitive": base.price_sensitive or model.price_sensitive,
            "injection": base.injection or model.injection,
        }
    )


def stricter(one: RiskTopic | None, other: RiskTopic | None) -> RiskTopic | None:
    """The risk that has to be treated sooner; the first one of equals; any risk before none."""
    topics = [topic for topic in (one, other) if topic is not None]
    return min(topics, key=lambda topic: RISK_TABLE[topic].priority, default=None)


def _intents(base: Analysis, model: Analysis) -> tuple[IntentScore, ...]:
    # Who asks for a person gets one, whatever the model thinks of it.
    if base.intent is Intent.HUMAN_REQUEST or model.intents[0].confidence < AGREED:
        return base.intents
    named = {score.name for score in model.intents}
    others = (
        IntentScore(name=score.name, confidence=score.confidence / 2)
        for score in base.intents
        if score.name not in named
    )
    return (*model.intents, *others)


def _adds_no_numbers(question: str, base: Analysis) -> bool:
    """A rewritten question must not carry figures that stand nowhere in the embedded reading of the turn."""
    known = base.question + base.entities.model_dump_json()
    digits = "".join(char if char.isdigit() else " " for char in question).split()
    return bool(question) and all(number in known for number in digits)
