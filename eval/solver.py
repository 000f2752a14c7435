"""What answers a sample."""

from typing import Protocol

from eval.attempt import Attempt
from eval.samples import Sample


class Solver(Protocol):
    """Anything that can be asked."""

    async def solve(self, sample: Sample) -> Attempt:
        """Send the sample's turns in order and return the last one. Raises: KefuError."""
        ...
