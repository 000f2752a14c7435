"""How near in meaning what a customer says is to the names of things."""

from collections.abc import Sequence
from typing import Protocol


class Likeness(Protocol):
    """Tells 喝水的那个 to be like 饮水机, where no character says so."""

    async def to_names(self, text: str, names: Sequence[str]) -> tuple[float, ...]:
        """Cosine (-1 to 1) of the text's meaning to each name, in order; a text that names nothing is near none."""
        ...
