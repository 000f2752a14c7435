"""Pairs run by processes that meet at a barrier before each one: two in turn act, the others work beside them."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.orders import Customer, ShopData
from tests.integration.agent.tools.shop_counter import an_order, data
from tests.proof.lives import order_no
from tests.proof.pairs import KINDS, End, Pair, ReadingDouble, act, beside, fault, found, prepared
from tests.proof.shop_at_work import SHOP, Place, ShopAtWork, at_work, customer

BATCH = 90
"""Pairs prepared together; what one leaves open must not fill the lists of the next ones."""
LONGEST = 120.0
SIDES = 2


@dataclass
class Report:
    """What the pairs came to."""

    pairs: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """For people."""
        for kind, count in self.pairs.items():
            yield f"  {count:4d}  {kind}"
        for outcome, count in sorted(self.outcomes.items()):
            yield f"        {count:4d}  {outcome}"
        yield from (f"  ! {what}" for what in self.faults)
        yield f"{self.pairs.total()} pairs: {len(self.faults)} with more or less than one effect"


def one_side(place: Place, process: int, replicas: int, pairs: list[Pair], barrier: Any, told: Any) -> None:
    """A process: meet the others, act, and tell; after the last pair what is due is worked off."""

    async def work() -> None:
        results: list[tuple[int, str]] = []
        async with at_work(place, ReadingDouble()) as shop:
            for turn, pair in enumerate(pairs):
                side = (process + turn) % replicas
                await asyncio.to_thread(barrier.wait, LONGEST)
                results.append((side, await act(shop, pair, side) if side < SIDES else await beside(shop)))
                if pair.kind in ("two workers", "a late worker", "two resumes"):
                    await asyncio.to_thread(barrier.wait, LONGEST)
                    await shop.work_off()
            await shop.turns.drain()
            await shop.work_off()
        told.put(results)

    asyncio.run(work())


class RaceTest:
    """Prepares pairs, has processes run them, and looks at what is there."""

    def __init__(self, place: Place, replicas: int = SIDES) -> None:
        """Args: replicas: processes, two or more."""
        self._place, self._replicas = place, max(SIDES, replicas)
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.proof.races"])
        self.report = Report()

    def run(self, pairs: int) -> Report:
        """So many pairs, the kinds in turn."""
        numbers = range(1, pairs + 1)
        for start in range(0, pairs, BATCH):
            batch = asyncio.run(self._prepare(list(numbers[start : start + BATCH])))
            self._judge(batch, self._run(batch))
        return self.report

    async def _prepare(self, numbers: list[int]) -> list[Pair]:
        async with at_work(self._place, ReadingDouble()) as shop:
            await shop.ports.shops.put_shop(SHOP)
            await shop.ports.orders.replace_data(SHOP.id, _orders(numbers))
            # One kind after the other: what a pair's worker takes must be this pair's.
            return [await prepared(shop, KINDS[n % len(KINDS)], n) for n in sorted(numbers, key=_kind_first)]

    def _run(self, batch: list[Pair]) -> list[tuple[str, str]]:
        barrier, told = self._processes.Barrier(self._replicas), self._processes.Queue()
        started = [
            self._processes.Process(target=one_side, args=(self._place, each, self._replicas, batch, barrier, told))
            for each in range(self._replicas)
        ]
        for each in started:
            each.start()
        results = [told.get(timeout=LONGEST * 3) for _ in started]
        for each in started:
            each.join(LONGEST)
        of_pairs = [dict(sides) for sides in zip(*results, strict=True)]
        return [(sides[0], sides[1]) for sides in of_pairs]

    def _judge(self, batch: list[Pair], told: list[tuple[str, str]]) -> None:
        async def look() -> list[End]:
            async with at_work(self._place, ReadingDouble()) as shop:
                return [await self._found(shop, pair, each) for pair, each in zip(batch, told, strict=True)]

        for pair, end in zip(batch, asyncio.run(look()), strict=True):
            self.report.pairs[pair.kind] += 1
            if pair.kind == "two messages":
                self.report.outcomes[f"two messages: {'one reply' if len(set(end.told)) == 1 else 'a reply each'}"] += 1
            if {"approve", "reject", "stale"} & set(end.told):
                shown = [what if what in ("approve", "reject", "stale") else "message" for what in end.told]
                self.report.outcomes[f"{pair.kind}: {' + '.join(shown)}"] += 1
            if wrong := fault(pair, end):
                self.report.faults.append(wrong)

    async def _found(self, shop: ShopAtWork, pair: Pair, told: tuple[str, str]) -> End:
        return await found(shop, pair, told)


def _kind_first(number: int) -> tuple[int, int]:
    return number % len(KINDS), number


def _orders(numbers: list[int]) -> ShopData:
    ids = {n: customer(f"u{n}").customer_id for n in numbers}
    orders = [an_order(order_no(n), "已签收", 5, customer=ids[n]) for n in numbers]
    return data(*orders).model_copy(update={"customers": tuple(Customer(id=ids[n]) for n in numbers)})
