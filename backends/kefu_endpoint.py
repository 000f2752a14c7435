"""A served Kefu, asked over HTTP."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
from pydantic import TypeAdapter, ValidationError

from domain.conversation import TurnResult
from domain.errors import ConfigurationError, InvalidInputError, NotSignedInError, UnavailableError

SECONDS = 90.0
"""A turn takes less; the server answers after 60 s in any case."""
VISITOR = "visitor"
"""Under this name a file of credentials has the key for anonymous visitors."""

Secrets = Callable[[str | None], Awaitable[str]]
"""The credential of a customer, or of a visitor (None). Raises: KefuError: there is none."""

_CREDENTIALS = TypeAdapter(dict[str, str])


class KefuEndpoint:
    """``POST /v1/chat`` under the customer's own credential."""

    def __init__(self, base_url: str, secret_of: Secrets) -> None:
        """Args: base_url: ``http://host:port``; secret_of: whose credential goes with a message.

        Raises: InvalidInputError: the address is none.
        """
        try:
            address = httpx.URL(base_url)
        except httpx.InvalidURL:
            address = httpx.URL("")
        if address.scheme not in ("http", "https") or not address.host:
            raise InvalidInputError("The address of the served Kefu looks like http://127.0.0.1:8000.")
        self._secret_of = secret_of
        self._client = httpx.AsyncClient(base_url=address, timeout=SECONDS)

    async def chat(self, customer: str | None, message: str, conversation: str | None) -> TurnResult:
        """One turn. Raises: UnavailableError, NotSignedInError."""
        body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
        headers = {"Authorization": f"Bearer {await self._secret_of(customer)}"}
        try:
            answer = await self._client.post("/v1/chat", json=body, headers=headers)
        except httpx.HTTPError as error:
            raise UnavailableError(f"The served Kefu doesn't answer ({type(error).__name__}).") from None
        if answer.status_code in (401, 403):
            raise NotSignedInError("The served Kefu refuses the credential; it is of another installation or shop.")
        if answer.status_code != 200:
            raise UnavailableError(f"The served Kefu answers with status {answer.status_code}.")
        try:
            return TurnResult.model_validate_json(answer.content)
        except ValidationError:
            raise UnavailableError("The served Kefu sent something that is no reply of this version.") from None

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()


def secrets_of_file(path: Path) -> Secrets:
    """Credentials from a JSON object: customer id → token, and ``visitor`` → key.

    Raises: InvalidInputError: it isn't there. ConfigurationError: it says something else.
    """
    if not path.is_file():
        raise InvalidInputError(f"There is no file of credentials named {path.name}.")
    try:
        known = _CREDENTIALS.validate_json(path.read_bytes(), strict=True)
    except ValidationError:
        raise ConfigurationError(
            f'{path.name} is no JSON object of credentials, like {{"visitor": "kf_…", "c01": "…"}}.'
        ) from None

    async def secret(customer: str | None) -> str:
        found = known.get(customer or VISITOR)
        if found is None:
            raise NotSignedInError(f"{path.name} has no credential for {customer or VISITOR}.")
        return found

    return secret
