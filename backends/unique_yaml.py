"""YAML in which a key given twice is an error; plain YAML lets the later one win in silence."""

from collections.abc import Hashable
from typing import Any

import yaml


class KeyGivenTwiceError(yaml.constructor.ConstructorError):
    """Two equal keys in one mapping."""

    def __init__(self, key: object, mark: yaml.Mark) -> None:
        """Args: key: the one; mark: where it stands again."""
        super().__init__(None, None, f"{key} is given twice", mark)
        self.key = key


class UniqueKeys(yaml.SafeLoader):
    """A SafeLoader: it builds plain values only."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping. Raises: KeyGivenTwiceError."""
        seen: list[object] = []
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            # A list, not a set: a key may be unhashable, which the mapping itself then tells.
            if key in seen:
                raise KeyGivenTwiceError(key, key_node.start_mark)
            seen.append(key)
        return super().construct_mapping(node, deep)
