"""The base of every value that crosses a boundary."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value with exactly the declared fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
