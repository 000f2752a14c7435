"""What a turn about an order costs beside its reads, in one run: ``python -m bench.tool_turn [TURNS]``.

A customer asks where a parcel is; the same reads of the order backend are made alone between the turns they belong to,
in the same process and over the same database.
"""

import asyncio
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from backends.connect import Backends, connect
from backends.settings import Settings
from bench.timing import row, timed
from commands.compose import compose
from commands.shop_folder import read_shop_folder
from commands.shops import import_shop
from domain.credentials import Principal, Role
from domain.orders import Order
from domain.shop import Shop

SHOP_FOLDER = Path(__file__).parent / "orders" / "shops" / "lamps"
WARM = 5


class RecordedOrders:
    """The order backend, with every call written down so that it can be made again alone."""

    def __init__(self, real: Any) -> None:
        """Args: real: passed through to."""
        self._real = real
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)

        async def call(*args: Any) -> Any:
            self.calls.append((name, args))
            return await found(*args)

        return call if asyncio.iscoroutinefunction(found) else found

    async def again(self, calls: list[tuple[str, tuple[Any, ...]]]) -> None:
        """The same calls, one after the other."""
        for name, args in calls:
            await getattr(self._real, name)(*args)


async def _measure(backends: Backends, shop: Shop, orders: list[Order], turns: int) -> None:
    recorded = RecordedOrders(backends.stores.orders)
    stores = replace(backends.stores, orders=recorded)  # type: ignore[arg-type]
    services = compose(replace(backends, stores=stores))
    asked = [order for order in orders if order.tracking_no]
    turn_times: list[float] = []
    read_times: list[float] = []
    names: Counter[str] = Counter()
    for number in range(turns + WARM):
        order = asked[number % len(asked)]
        who = Principal(shop=shop.id, role=Role.CUSTOMER, credential="bench", customer_id=order.customer_id)
        recorded.calls.clear()

        async def turn(order: Order = order, who: Principal = who) -> None:
            ticket = await services.turns.submit(who, f"订单{order.order_no}到哪了")
            await services.turns.result(ticket)

        took = await timed(turn)
        calls = list(recorded.calls)
        alone = await timed(partial(recorded.again, calls))
        if number >= WARM:
            turn_times.append(took)
            read_times.append(alone)
            names.update(name for name, _ in calls)
    print(f"\n{f'ms, {turns} turns about a parcel':<44}{'p50':>9}{'p99':>9}")
    print(row("turn", turn_times, 44))
    print(row(f"its {names.total() / turns:.0f} reads of the order backend, alone", read_times, 44))
    print("reads of a turn: " + ", ".join(f"{name} × {count / turns:g}" for name, count in sorted(names.items())))
    print(f"turn over its reads (medians): {statistics.median(turn_times) / statistics.median(read_times):.1f}")


async def _main(turns: int) -> None:
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        shop = (await import_shop(settings, SHOP_FOLDER, None, quiet=True)).shop
        content = read_shop_folder(SHOP_FOLDER).orders
        assert content is not None
        async with connect(settings) as backends:
            await _measure(backends, shop, list(content.data.orders), turns)


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
