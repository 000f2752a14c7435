"""A simulated customer's next words, chosen by code: deterministic, and quick to read."""

from collections.abc import Sequence
from typing import Protocol

from domain.text.normal import normal_form
from eval.attempt import Exchange
from eval.samples import HiddenFact, Sample, Simulation


class SimulationFailedError(Exception):
    """The simulated customer is at fault, not the agent: the trial is cancelled and counted apart."""


class Talk(Protocol):
    """Chooses a customer's next words."""

    async def __call__(self, sample: Sample, exchanges: Sequence[Exchange]) -> str | None:
        """None: the customer has nothing more to say. Raises: SimulationFailedError."""
        ...


async def next_words(sample: Sample, exchanges: Sequence[Exchange]) -> str | None:
    """The hidden fact that the reply asks for, else that the customer doesn't know.

    None once the customer is content or out of patience.
    """
    script = sample.simulate
    if script is None or is_over(script, sample, exchanges):
        return None
    reply = normal_form(exchanges[-1].result.reply.text)
    told = {exchange.text for exchange in exchanges}
    asked = [fact for fact in script.facts if _asks(reply, fact)]
    fresh = [fact for fact in asked if fact.say not in told]
    if fresh:
        # The most telling question first: the longest of its words that the reply holds.
        return max(fresh, key=lambda fact: max(len(w) for w in fact.asked_by if normal_form(w) in reply)).say
    if asked:
        # Not the simulator's fault: the agent asks for what it was told.
        return f"刚才说过了：{asked[0].say}"
    return script.unknown


def is_over(script: Simulation, sample: Sample, exchanges: Sequence[Exchange]) -> bool:
    """Whether the customer is content, or has asked often enough."""
    asked = len(exchanges) - len(sample.turns)
    return exchanges[-1].result.outcome in script.until or asked >= script.max_turns


def _asks(reply: str, fact: HiddenFact) -> bool:
    return any(normal_form(words) in reply for words in fact.asked_by)
