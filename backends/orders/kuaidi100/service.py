"""``ParcelTracking`` by Kuaidi100's realtime query."""

import asyncio
import hashlib
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backends.circuit import Circuit
from backends.orders.kuaidi100.codes import carrier_code, state_words
from domain.clock import CHINA
from domain.connections import LogisticsLink
from domain.errors import UnavailableError
from domain.orders import Shipment, ShipmentEvent

MAX_BYTES = 1024 * 1024
CACHED_PARCELS = 5_000


class _UnusableError(UnavailableError):
    """An answer that makes no sense; as good as none."""


class _Scan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    time: str = Field(max_length=40)
    context: str = Field(default="", max_length=5000)
    areaName: str | None = None


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    message: str = ""
    returnCode: str | None = None
    nu: str = ""
    state: str = Field(default="", pattern=r"^\d{0,5}$")
    data: tuple[_Scan, ...] = Field(default=(), max_length=1000)


def query_signature(param: str, key: str, customer: str) -> str:
    """``MD5(param + key + customer)`` in upper-case hex, as the interface asks."""
    return hashlib.md5(f"{param}{key}{customer}".encode(), usedforsecurity=False).hexdigest().upper()


class Kuaidi100:
    """One contract with the service."""

    def __init__(self, link: LogisticsLink, key: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Args: key: the authorisation key of the contract."""
        self._link, self._key, self._monotonic = link, key, monotonic
        self._circuit = Circuit()
        self._client = httpx.AsyncClient(
            follow_redirects=False,
            trust_env=False,
            timeout=link.timeout_seconds,
            headers={"Accept-Encoding": "identity"},
        )
        self._known: OrderedDict[tuple[str, str], tuple[float, Shipment]] = OrderedDict()

    async def track(self, parcel: Shipment, phone: str) -> Shipment:
        """The parcel as the carrier has it now, or some minutes ago. Raises: UnavailableError."""
        code = carrier_code(parcel.carrier, self._link.carriers)
        if code is None:
            raise UnavailableError("The carrier of a parcel has no code: name it in logistics.carriers of shop.yaml.")
        cached = self._known.get((code, parcel.tracking_no))
        if cached is not None and self._monotonic() - cached[0] < self._link.cache_seconds:
            return _merged(parcel, cached[1])
        if not self._circuit.lets_through():
            raise UnavailableError("The tracking service failed repeatedly and is left alone for a while.")
        try:
            found = _shipment(parcel, await self._ask(code, parcel.tracking_no, phone))
        except (httpx.HTTPError, TimeoutError):
            self._circuit.failed()
            raise UnavailableError("The tracking service doesn't answer.") from None
        except _UnusableError:
            self._circuit.failed()
            raise
        except UnavailableError:
            # It answered, with a refusal: another parcel may have better luck.
            self._circuit.succeeded()
            raise
        except asyncio.CancelledError:
            self._circuit.failed()
            raise
        self._circuit.succeeded()
        self._known[(code, parcel.tracking_no)] = (self._monotonic(), found)
        self._known.move_to_end((code, parcel.tracking_no))
        while len(self._known) > CACHED_PARCELS:
            self._known.popitem(last=False)
        return found

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def _ask(self, code: str, number: str, phone: str) -> bytes:
        asked = {"com": code, "num": number, "phone": _tail(phone), "resultv2": "4", "show": "0", "order": "asc"}
        param = json.dumps(asked, ensure_ascii=False)
        sign = query_signature(param, self._key, self._link.customer)
        form = {"customer": self._link.customer, "sign": sign, "param": param}
        content = bytearray()
        async with (
            asyncio.timeout(self._link.timeout_seconds),
            self._client.stream("POST", self._link.url, data=form) as response,
        ):
            if response.status_code != 200:
                raise httpx.HTTPError(f"status {response.status_code}")
            async for part in response.aiter_raw():
                content += part
                if len(content) > MAX_BYTES:
                    raise httpx.HTTPError("the answer is too large")
        return bytes(content)


def _tail(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-4:]


def _shipment(parcel: Shipment, content: bytes) -> Shipment:
    """Raises: UnavailableError: the service refused, knows nothing, or answered something else."""
    try:
        answer = _Answer.model_validate_json(content)
        events = tuple(sorted((_event(scan) for scan in answer.data), key=lambda event: event.time))
    except (ValidationError, ValueError):
        raise _UnusableError("The tracking service answered something that can't be used.") from None
    if answer.returnCode is not None and answer.returnCode != "200":
        raise UnavailableError(f"The tracking service refused with code {answer.returnCode:.10}.")
    if answer.nu != parcel.tracking_no:
        raise _UnusableError("The tracking service answered for another parcel.")
    return parcel.model_copy(update={"status": state_words(answer.state), "events": events})


def _event(scan: _Scan) -> ShipmentEvent:
    """Times are China's, without an offset."""
    at = datetime.fromisoformat(scan.time)
    at = at.replace(tzinfo=CHINA) if at.tzinfo is None else at
    return ShipmentEvent(time=at, place=scan.areaName or "", text=scan.context)


def _merged(parcel: Shipment, known: Shipment) -> Shipment:
    """The cached scans on the parcel that was asked for: its order may be another's who has the same number."""
    return parcel.model_copy(update={"status": known.status, "events": known.events})
