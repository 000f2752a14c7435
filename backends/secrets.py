"""Looks up the credentials that shop.yaml names."""

from collections.abc import Mapping

from domain.connections import Credential
from domain.errors import ConfigurationError, NotFoundError
from domain.ids import ShopId
from domain.secrets import SecretStore


class CredentialSource:
    """The environment and the stored secrets."""

    def __init__(self, store: SecretStore, environment: Mapping[str, str]) -> None:
        """Args: environment: of the process."""
        self._store, self._environment = store, environment

    async def text_of(self, shop: ShopId, credential: Credential) -> str:
        """The secret. Raises: ConfigurationError: there is none where the shop says it lies."""
        if credential.env is not None:
            found = self._environment.get(credential.env, "")
            if not found:
                raise ConfigurationError(f"The environment variable {credential.env} that shop.yaml names is not set.")
            return found
        assert credential.secret is not None
        try:
            return await self._store.secret(shop, credential.secret)
        except NotFoundError:
            raise ConfigurationError(
                f"There is no stored secret {credential.secret}, which shop.yaml names: "
                f"store it with `kefu secret set {credential.secret} --shop {shop}`."
            ) from None
