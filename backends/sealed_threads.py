"""What LangGraph writes of a waiting approval, sealed: it holds the draft and the customer's question."""

import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from langgraph.checkpoint.serde.base import CipherProtocol, SerializerProtocol
from langgraph.checkpoint.serde.encrypted import EncryptedSerializer
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from domain.errors import ConfigurationError

_NAME = "kefu-aesgcm"
_NONCE = 12


class ThreadCipher(CipherProtocol):
    """AES-256-GCM under the installation's key. Threads go when their approval is decided or erased."""

    def __init__(self, key: str) -> None:
        """Args: key: 64 hex digits."""
        self._cipher = AESGCM(bytes.fromhex(key))

    def encrypt(self, plaintext: bytes) -> tuple[str, bytes]:
        """The cipher's name and what it made."""
        nonce = secrets.token_bytes(_NONCE)
        return _NAME, nonce + self._cipher.encrypt(nonce, plaintext, None)

    def decrypt(self, ciphername: str, ciphertext: bytes) -> bytes:
        """Raises: ConfigurationError: sealed under another key."""
        try:
            return self._cipher.decrypt(ciphertext[:_NONCE], ciphertext[_NONCE:], None)
        except (InvalidTag, ValueError):
            raise ConfigurationError(
                "A waiting approval can't be opened: secrets.json of the data folder isn't the one it was stored under."
            ) from None


class _OpensOnly(EncryptedSerializer):
    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        return self.serde.dumps_typed(obj)


def sealed_serializer(key: str, seals: bool) -> SerializerProtocol:
    """For a checkpointer; without ``seals`` it opens what is sealed and writes plainly."""
    made = EncryptedSerializer if seals else _OpensOnly
    return made(ThreadCipher(key), JsonPlusSerializer())
