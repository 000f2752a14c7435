"""How a shop's own systems are reached. A credential is named here, never written."""

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from domain.model import Frozen

ENVIRONMENT_PREFIX = "KEFU_SECRET_"
"""Only such variables can be named: a shop.yaml must not be able to send away what is set for something else."""


class Credential(Frozen):
    """Where a secret lies: exactly one of the two."""

    env: str | None = Field(default=None, pattern=rf"^{ENVIRONMENT_PREFIX}[A-Z0-9_]{{1,60}}$")
    """An environment variable ``KEFU_SECRET_…`` of the process."""
    secret: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")
    """The name of a secret stored with ``kefu secret set``."""

    @model_validator(mode="after")
    def _one(self) -> "Credential":
        if (self.env is None) == (self.secret is None):
            raise ValueError("needs exactly one of env and secret")
        return self


class OrderBackendLink(Frozen):
    """The merchant's order system behind ``docs/order-backend.openapi.yaml``."""

    url: str
    """Its base address; https, or http on this machine."""
    auth: Literal["bearer", "hmac"] = "bearer"
    credential: Credential
    timeout_seconds: float = Field(default=2.0, gt=0, le=30)
    """For one look-up with its retries; a turn gives all its look-ups 2.5 seconds together."""
    action_timeout_seconds: float = Field(default=10.0, gt=0, le=60)
    """For one try of an action."""
    attempts: int = Field(default=3, ge=1, le=5)
    plain_http: bool = False
    """Allow http to another machine, on a network that nobody else can read."""

    @model_validator(mode="after")
    def _safe(self) -> "OrderBackendLink":
        check_address(self.url, self.plain_http)
        return self


class ChatwootLink(Frozen):
    """A Chatwoot account in which Kefu is an agent bot."""

    url: str
    """Base address of the installation; https, or http on this machine."""
    account_id: int = Field(ge=1)
    token: Credential
    """The bot's access token."""
    signing: Credential
    """The bot's webhook secret."""
    plain_http: bool = False
    """Allow http to another machine, on a network that nobody else can read."""

    @model_validator(mode="after")
    def _safe(self) -> "ChatwootLink":
        check_address(self.url, self.plain_http)
        return self


class LogisticsLink(Frozen):
    """Parcel tracking by a service like Kuaidi100 (快递100), in front of what the order system knows."""

    provider: Literal["kuaidi100"] = "kuaidi100"
    customer: str = Field(min_length=1, max_length=100)
    """The company number (customer) of the contract."""
    credential: Credential
    """The authorisation key."""
    url: str = "https://poll.kuaidi100.com/poll/query.do"
    carriers: dict[str, str] = {}
    """Carrier as orders name it → the service's code, for carriers that Kefu doesn't know."""
    timeout_seconds: float = Field(default=1.5, gt=0, le=30)
    cache_seconds: float = Field(default=600.0, ge=0, le=86_400)
    """Each query is paid for, and parcels don't move by the second."""

    @field_validator("url")
    @classmethod
    def _safe(cls, value: str) -> str:
        check_address(value, plain_http=False)
        return value


def check_address(url: str, plain_http: bool) -> None:
    """Raises: ValueError: not an address that may carry a credential and customers' data."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("needs a full address such as https://erp.example/kefu") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("needs a full address such as https://erp.example/kefu")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must not hold a user, password, query or fragment")
    if parts.scheme == "http" and not plain_http and not _on_this_machine(host):
        raise ValueError("needs https")


def _on_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
