"""What an attempt took: time, tokens, money."""

from eval.attempt import Attempt


def costs(attempt: Attempt, yuan_per_million: float = 0.0) -> dict[str, float]:
    """Seconds of the agent (whole conversation and last turn), tokens of its chat model and their price in yuan."""
    found = {"agent seconds": attempt.agent_seconds}
    if attempt.exchanges:
        found["last turn seconds"] = attempt.exchanges[-1].seconds
    if attempt.approval_seconds:
        found["approval seconds"] = attempt.approval_seconds
    if tokens := attempt.tokens:
        found["tokens"] = float(tokens)
        if yuan_per_million:
            found["cost yuan"] = tokens * yuan_per_million / 1_000_000
    return found
