"""A sample before it is checked, with its place for messages."""

from typing import NamedTuple


class Raw(NamedTuple):
    """One sample of a file."""

    place: str
    """Where it stands: ``sample 3`` or ``line 7``."""
    content: object


def named(item: object, place: str) -> str:
    """The place with the sample's id, where it has one."""
    identity = item.get("id") if isinstance(item, dict) else None
    return f"{place} ({identity})" if isinstance(identity, str) else place
