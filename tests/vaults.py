"""Vaults for databases of tests."""

from backends.sql.vault import Vault
from backends.wrapping import WrappingKeys

KEY, OTHER = "a1" * 32, "b2" * 32


def vault(*keys: str, seals: bool = True) -> Vault:
    """Under these wrapping keys, newest first; two of the same keys open each other's texts."""
    return Vault(WrappingKeys(lambda: keys or (KEY,)), seals)
