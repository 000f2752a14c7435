"""Whose work is being done: carried along by the task, so that logs name the turn and model calls are put to a shop."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from domain.ids import ShopId


class Scope(NamedTuple):
    """Ids only."""

    shop: ShopId
    turn: str = ""
    """Empty outside a turn."""


_current: ContextVar[Scope | None] = ContextVar("kefu_scope", default=None)


def current_scope() -> Scope | None:
    """The scope of the running task."""
    return _current.get()


@contextmanager
def scoped(shop: ShopId, turn: str = "") -> Iterator[None]:
    """Work inside is this shop's."""
    token = _current.set(Scope(shop, turn))
    try:
        yield
    finally:
        _current.reset(token)


def enter_scope(shop: ShopId) -> None:
    """The rest of this task is this shop's work."""
    _current.set(Scope(shop))
