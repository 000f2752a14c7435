"""Whether the right action waits for approval."""

from pydantic import JsonValue

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def action(expect: Expectation, attempt: Attempt) -> Score | None:
    """One proposed action of the name, whose arguments hold at least the expected ones."""
    wanted = expect.action
    if wanted is None:
        return None
    proposed = attempt.result.actions
    if not any(a.name == wanted.name for a in proposed):
        names = ", ".join(a.name for a in proposed) or "none"
        return Score(scorer="action", passed=False, explanation=f"proposed: {names}; expected {wanted.name}")
    differing = [_differing(a.args, wanted.args) for a in proposed if a.name == wanted.name]
    if any(not keys for keys in differing):
        return Score(scorer="action", passed=True)
    nearest = min(differing, key=lambda keys: len(keys))
    told = f"{wanted.name} with another {', '.join(nearest)}"
    return Score(scorer="action", passed=False, explanation=told)


def _differing(got: dict[str, JsonValue], wanted: dict[str, JsonValue]) -> list[str]:
    return [key for key, value in wanted.items() if key not in got or got[key] != value]
