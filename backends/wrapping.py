"""Keys that wrap keys: what customers' keys are sealed under, so that a copy of the database alone opens nothing."""

import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from typing import NamedTuple

from backends.sealing import Seal
from domain.errors import ConfigurationError

_KEY = re.compile(r"^[0-9a-f]{64}$")


class Wrapped(NamedTuple):
    """A wrapped key, and the fingerprint of the key that it is wrapped under."""

    text: str
    under: str


class WrappingKeys:
    """The newest wraps; each of them unwraps."""

    def __init__(self, read: Callable[[], Sequence[str]]) -> None:
        """Args: read: the keys as they are now, 64 hex digits each, newest first; asked again when one is missing.

        Raises: ConfigurationError: one of them is no key.
        """
        self._read = read
        self._seals: dict[str, Seal] = {}
        self.newest = ""
        self.refresh()

    @property
    def known(self) -> frozenset[str]:
        """Fingerprints of all."""
        return frozenset(self._seals)

    def refresh(self) -> None:
        """Read them anew: another process may have changed them."""
        keys = tuple(self._read())
        if not keys or not all(_KEY.match(key) for key in keys):
            raise ConfigurationError(
                "KEFU_WRAPPING_KEY has to be 64 hex digits (`openssl rand -hex 32`), or several with commas between."
            )
        self._seals = {fingerprint(key): Seal(key) for key in keys}
        self.newest = fingerprint(keys[0])

    def wrap(self, key: bytes, purpose: str) -> Wrapped:
        """Under the newest. They are read anew: keys are made rarely, and what a dropped key wraps would be lost."""
        self.refresh()
        return Wrapped(self._seals[self.newest].seal(key.hex(), purpose), self.newest)

    def unwrap(self, wrapped: Wrapped, purpose: str) -> bytes:
        """Raises: ConfigurationError: it was wrapped under a key that isn't here."""
        if wrapped.under not in self._seals:
            self.refresh()
        if wrapped.under not in self._seals:
            raise ConfigurationError(
                f"Personal data is sealed under the wrapping key {wrapped.under}, which isn't in secrets.json or "
                "KEFU_WRAPPING_KEY: put back the secrets.json (or setting) that the database was used with."
            )
        return bytes.fromhex(self._seals[wrapped.under].open(wrapped.text, purpose))


def fingerprint(key: str) -> str:
    """Names a key without telling it: twelve hex digits of its sha256."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:12]


def fresh_key() -> bytes:
    """32 random bytes for AES-256."""
    return secrets.token_bytes(32)
