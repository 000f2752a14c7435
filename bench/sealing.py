"""What sealing customers' texts costs a turn: ``python -m bench.sealing [TURNS]``, embedded, on SQLite.

The same questions go in turn to two installations that differ in ``KEFU_ENCRYPT_PERSONAL`` alone.
"""

import asyncio
import statistics
import sys
import tempfile
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from agent.turns import TurnService
from backends.connect import connect
from backends.settings import Settings
from bench.timing import row, timed
from commands.compose import compose
from commands.shops import import_shop
from domain.credentials import Principal, Role
from domain.ids import CustomerId, ShopId

QUESTIONS = ("退货运费谁承担", "满多少包邮", "我的订单到哪了", "会员怎么升级", "发票怎么开")


async def _open(stack: AsyncExitStack, sealing: bool) -> tuple[TurnService, ShopId]:
    settings = Settings(data_dir=Path(stack.enter_context(tempfile.TemporaryDirectory())), encrypt_personal=sealing)
    shop = (await import_shop(settings, Path("demo"), None, quiet=True)).shop
    return compose(await stack.enter_async_context(connect(settings))).turns, shop.id


async def _turn(turns: TurnService, principal: Principal, question: str) -> None:
    await turns.result(await turns.submit(principal, question))


async def _main(count: int) -> None:
    samples: dict[bool, list[float]] = {True: [], False: []}
    async with AsyncExitStack() as stack:
        opened = {sealing: await _open(stack, sealing) for sealing in samples}
        for number in range(count):
            for sealing in (number % 2 == 0, number % 2 == 1):
                turns, shop = opened[sealing]
                who = CustomerId(f"c{number}")
                principal = Principal(shop=shop, role=Role.CUSTOMER, credential="bench", customer_id=who)
                question = f"{QUESTIONS[number % len(QUESTIONS)]}{number}"
                samples[sealing].append(await timed(partial(_turn, turns, principal, question)))
    print(f"\n{'ms, ' + str(count) + ' customers, one turn each':<40}{'p50':>9}{'p99':>9}")
    print(row("sealed, each under a new key", samples[True], 40))
    print(row("plain", samples[False], 40))
    pairs = [sealed / plain for sealed, plain in zip(samples[True], samples[False], strict=True)]
    print(f"{'sealed over plain, median of pairs':<40}{statistics.median(pairs):>9.2f}")


if __name__ == "__main__":
    asyncio.run(_main(int(dict(enumerate(sys.argv)).get(1, "200"))))
