"""A figure with its goal, and how it is printed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """One line of the report; ``value`` is None where nothing was counted."""

    name: str
    value: float | None
    of: int
    goal: str = ""

    def __str__(self) -> str:
        """As printed."""
        value = "-" if self.value is None else f"{self.value:.4f}"
        return f"{self.name:<52}{value:>9}  of {self.of:<5}{self.goal}".rstrip()


@dataclass(frozen=True)
class Report:
    """Figures of one matter and the texts behind what went wrong."""

    figures: tuple[Figure, ...]
    failures: tuple[str, ...] = ()


def share(name: str, items: Sequence[T], holds: Callable[[T], bool], goal: str = "") -> Figure:
    """Part of the items for which it holds."""
    return Figure(name, sum(map(holds, items)) / len(items) if items else None, len(items), goal)


def lines(items: Iterable[str]) -> tuple[str, ...]:
    """Failures, for people."""
    return tuple(items)
