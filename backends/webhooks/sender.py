"""``WebhookSender``: one POST, signed as Standard Webhooks asks, to an address that was checked."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
from standardwebhooks import Webhook as Signer

from backends.webhooks.addresses import Addresses, RefusedAddressError, Target
from domain.errors import InvalidInputError
from domain.webhooks import Delivery, Webhook

TIMEOUT_SECONDS = 15.0
MAX_BYTES = 64 * 1024
"""Of the answer, which is thrown away; a longer one is cut off there."""
MOST_RETRY_AFTER = 24 * 3600.0


class HttpWebhookSender:
    """Resolves, checks and connects to that very address; follows no redirect and no proxy."""

    def __init__(
        self,
        addresses: Addresses,
        seconds: float = TIMEOUT_SECONDS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Args: seconds: for everything, from the name's resolution to the end of the answer."""
        self._addresses, self._seconds, self._now = addresses, seconds, now

    def check_url(self, url: str) -> None:
        """Raises: InvalidInputError: an address that would never be delivered to."""
        self._addresses.target(url)

    async def send(self, webhook: Webhook, secret: str, event_id: str, body: str) -> Delivery:
        """Never raises. A 2xx is a delivery; anything else is a failure to be tried again."""
        try:
            async with asyncio.timeout(self._seconds):
                target = self._addresses.target(webhook.url)
                response = await self._post(target, await self._addresses.address_of(target), secret, event_id, body)
        except (RefusedAddressError, InvalidInputError) as error:
            return Delivery(result="unreachable", detail=f"refused: {error}")
        except TimeoutError:
            return Delivery(result="unreachable", detail=f"no answer within {self._seconds:g} s")
        except (OSError, httpx.HTTPError, httpx.InvalidURL) as error:
            return Delivery(result="unreachable", detail=f"no answer: {type(error).__name__}")
        return _delivery(response)

    async def _post(self, target: Target, address: str, secret: str, event_id: str, body: str) -> httpx.Response:
        at = self._now()
        headers = {
            "Host": target.host if target.port in (80, 443) else f"{target.host}:{target.port}",
            "Content-Type": "application/json",
            "User-Agent": "kefu",
            "Accept-Encoding": "identity",
            "webhook-id": event_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Signer(secret).sign(event_id, at, body),
        }
        place = f"[{address}]" if ":" in address else address
        url = f"{target.scheme}://{place}:{target.port}{target.path}"
        # The address in place of the name, so that the name can't lead elsewhere between check and connection; the
        # certificate is still checked against the name.
        names = {"sni_hostname": target.host} if target.scheme == "https" else {}
        async with (
            httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=self._seconds) as client,
            client.stream("POST", url, content=body.encode(), headers=headers, extensions=names) as response,
        ):
            read = 0
            async for part in response.aiter_raw():
                read += len(part)
                if read > MAX_BYTES:
                    break
            return response


def _delivery(response: httpx.Response) -> Delivery:
    status = response.status_code
    if 200 <= status < 300:
        return Delivery(result="delivered", detail=str(status))
    if status == 410:
        return Delivery(result="gone", detail="410: the receiver wants no more")
    return Delivery(result="failed", detail=f"answered {status}", retry_after=_seconds(response))


def _seconds(response: httpx.Response) -> float:
    try:
        return min(MOST_RETRY_AFTER, max(0.0, float(response.headers.get("retry-after", "0"))))
    except ValueError:
        return 0.0
