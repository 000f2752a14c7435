"""The preparing stage spread over a Dask cluster: the same function, mapped by an existing engine."""

from collections import deque
from collections.abc import AsyncGenerator, Iterable
from importlib import import_module
from typing import Any

from domain.errors import ConfigurationError, UnavailableError
from ingest.prepared import Order, Prepared
from ingest.refusals import Reason

_CONNECT_SECONDS = 10
_AHEAD = 64
"""Files under way at once: enough to keep a cluster busy, few enough to keep memory flat."""


class DaskPreparer:
    """A `Preparer` over a cluster whose workers see the same paths (a shared file system).

    Workers run files in their own process; give them Dask's memory limits, and OCR needs about a gigabyte each.
    ``KEFU_DASK_SCHEDULER`` names the cluster's scheduler.
    """

    def __init__(self, address: str) -> None:
        """Args: address: of the scheduler; it is contacted when the first file comes."""
        self._address = address
        self._client: Any = None

    async def prepare_all(self, orders: Iterable[Order]) -> AsyncGenerator[Prepared, None]:
        """Results in order; a worker lost on a file twice costs that file only.

        Raises: ConfigurationError: the extra isn't installed. UnavailableError: nobody answers at the address.
        """
        client = await self._connected()
        running: deque[tuple[Order, Any]] = deque()
        for order in orders:
            running.append((order, _submitted(client, order)))
            if len(running) >= _AHEAD:
                yield await _result(*running.popleft())
        while running:
            yield await _result(*running.popleft())

    async def close(self) -> None:
        """Leave the cluster; it goes on for others."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _connected(self) -> Any:
        if self._client is None:
            try:
                # The extra may not be installed where types are checked.
                client = import_module("distributed").Client
            except ImportError as error:
                raise ConfigurationError(
                    "KEFU_DASK_SCHEDULER needs the extra: pip install kefu-agent[distributed]"
                ) from error
            try:
                self._client = await client(self._address, asynchronous=True, timeout=_CONNECT_SECONDS)
            except (OSError, ValueError) as error:
                raise UnavailableError(
                    "The Dask scheduler can't be reached: check KEFU_DASK_SCHEDULER and the cluster."
                ) from error
        return self._client


def prepare_json(order: str) -> str:
    """Prepare one file on a worker; JSON both ways, so that no worker's pickle is trusted."""
    from ingest.offline import prepare_offline

    prepare_offline()
    from ingest.prepare import prepare

    return prepare(Order.model_validate_json(order).model_copy(update={"ocr": True})).model_dump_json()


def _submitted(client: Any, order: Order) -> Any:
    return client.submit(prepare_json, order.model_dump_json(), pure=False, retries=1)


async def _result(order: Order, future: Any) -> Prepared:
    killed: type[Exception] = import_module("distributed").KilledWorker
    try:
        return Prepared.model_validate_json(await future)
    except killed:
        return Prepared(name=order.name, refusal=Reason.CRASHED.value)
