"""Keeps secrets that have to be used again: sealed in the database, under a key of the data folder."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import ConfigurationError

_NONCE = 12


class Seal:
    """AES-256-GCM. A sealed text opens only for what it was sealed for, so that rows can't be swapped."""

    def __init__(self, key: str) -> None:
        """Args: key: 64 hex digits, of ``DataFolder.secrets``."""
        self._cipher = AESGCM(bytes.fromhex(key))

    def seal(self, text: str, purpose: str) -> str:
        """The text, sealed; another result each time."""
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), purpose.encode())).decode()

    def open(self, sealed: str, purpose: str) -> str:
        """The text. Raises: ConfigurationError: sealed under another key, for something else, or damaged."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode()).decode()
        except (ValueError, InvalidTag):
            raise ConfigurationError(
                "A stored secret can't be opened: secrets.json of the data folder isn't the one it was stored under. "
                "Restore that file, or store the secret again."
            ) from None
