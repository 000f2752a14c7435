"""An agent that says nothing: what it passes proves nothing."""

from domain.intents import Outcome
from eval.attempt import Attempt, EndState
from eval.samples import Sample
from eval.solvers.made_up import made_up

WORDS = "您好"


class NullSolver:
    """Greets, abstains, looks nothing up and does nothing."""

    async def solve(self, sample: Sample) -> Attempt:
        """Always the same."""
        nothing = EndState(untouched=True)
        return made_up(
            sample.turns,
            WORDS,
            Outcome.ABSTAIN,
            customer=sample.customer,
            tools=frozenset(),
            trace={"passages": [], "facts": []},
            end_state=nothing,
        )
