"""Walks every promise of the contract at a merchant's backend."""

from collections.abc import Awaitable, Callable

import httpx

from backends.orders.conformance.actions import ACTIONS
from backends.orders.conformance.probe import BrokenError, LeftOutError, Probe, Subject, Verdict
from backends.orders.conformance.reads import READS
from backends.orders.http.signing import Auth

TIMEOUT_SECONDS = 10.0


async def check_backend(url: str, auth: Auth, secret: str, subject: Subject) -> list[Verdict]:
    """The verdict of each check, in order. Nothing is changed unless ``subject.act``."""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    async with httpx.AsyncClient(
        timeout=TIMEOUT_SECONDS, trust_env=False, follow_redirects=False, headers=headers
    ) as client:
        probe = Probe(url, auth, secret, client)
        return [await _verdict(check, probe, subject) for check in (*READS, *ACTIONS)]


async def _verdict(check: Callable[[Probe, Subject], Awaitable[None]], probe: Probe, subject: Subject) -> Verdict:
    name = check.__name__.replace("_", " ")
    try:
        await check(probe, subject)
    except BrokenError as broken:
        return Verdict(name=name, verdict="broken", detail=str(broken))
    except LeftOutError as left_out:
        return Verdict(name=name, verdict="not checked", detail=str(left_out))
    return Verdict(name=name, verdict="kept")
