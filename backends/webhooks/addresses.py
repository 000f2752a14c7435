"""Where a webhook may go: public addresses, and hosts that the operator has allowed by name.

A shop's admin chooses the URL, so it must not become a way into the network that Kefu stands in.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from domain.errors import InvalidInputError

Resolve = Callable[[str, int], Awaitable[list[str]]]


class RefusedAddressError(Exception):
    """The host stands in a network that webhooks don't go into; the message names no address of it."""


class Target(NamedTuple):
    """A checked URL."""

    scheme: str
    host: str
    port: int
    path: str
    """With the query."""


class Addresses:
    """Checks and resolves."""

    def __init__(self, allowed_hosts: frozenset[str] = frozenset(), resolve: Resolve | None = None) -> None:
        """Args: allowed_hosts: ``host`` or ``host:port``, in lower case, that may be private and without TLS."""
        self._allowed, self._resolve = allowed_hosts, resolve or _resolve

    def target(self, url: str) -> Target:
        """The URL in its parts. Raises: InvalidInputError: it would never be delivered to."""
        try:
            parts = urlsplit(url)
            host = (
                (parts.hostname or "").encode("idna").decode("ascii")
                if not _literal(parts.hostname)
                else parts.hostname
            )
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except (ValueError, UnicodeError):
            raise InvalidInputError("The address is no URL; give one such as https://erp.example/hooks.") from None
        if not host or len(url) > 2000 or any(ord(c) <= 32 or ord(c) > 126 for c in url):
            raise InvalidInputError("The address is no URL; give one such as https://erp.example/hooks.")
        if parts.username or parts.password or parts.fragment:
            raise InvalidInputError("The address must not hold a user, a password or a fragment.")
        target = Target(
            parts.scheme, host.lower(), port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        )
        if parts.scheme != "https" and not (parts.scheme == "http" and self._is_allowed(target)):
            raise InvalidInputError("The address needs https, unless the operator allows the host (docs/webhooks.md).")
        literal = _literal(target.host)
        if literal and not self._is_allowed(target) and not is_public(literal):
            raise InvalidInputError("The address is in a private network; the operator has to allow it first.")
        return target

    async def address_of(self, target: Target) -> str:
        """The one address to connect to.

        Raises:
            RefusedAddressError: any of the host's addresses is not public.
            OSError: the host has none.
        """
        found = await self._resolve(target.host, target.port)
        if not found:
            raise OSError("no address")
        if not self._is_allowed(target) and not all(is_public(each) for each in found):
            raise RefusedAddressError("the host has an address in a private network")
        return found[0]

    def _is_allowed(self, target: Target) -> bool:
        return bool({target.host, f"{target.host}:{target.port}"} & self._allowed)


def is_public(address: str) -> bool:
    """Whether an address is reachable from everywhere, and not a private one in another dress."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip in _COMPATIBLE or ip.is_site_local:
            return False
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def _literal(host: str | None) -> str | None:
    try:
        return str(ipaddress.ip_address(host or ""))
    except ValueError:
        return None


async def _resolve(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]
