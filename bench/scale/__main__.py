"""make bench-scale: search and turn time as things grow, embedded, on SQLite, in one process.

python -m bench.scale [--chunks 1000,10000,100000] [--shops 10,1000] [--open 1,10000] [--turns 0,200] [--times 40]
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np

from agent.turns import TurnService
from backends.connect import Backends, connect
from backends.settings import Settings
from bench.scale.filling import TITLE, Texts, fill_conversations, fill_shop, lengthen
from bench.timing import p99, timed
from commands.compose import compose
from domain.alignment import Context
from domain.clock import SystemClock
from domain.credentials import Principal, Role
from domain.documents import KnowledgeQuery
from domain.ids import ConversationId, CustomerId, ShopId
from training.answers.corpus import load_corpus

ANCHORS = 100
WARM = 10
"""Turns before any is measured: what they read of the documents is known afterwards."""


class Bench:
    """One installation that grows."""

    def __init__(self, backends: Backends, times: int) -> None:
        """Args: times: samples of each figure."""
        self._backends, self._times = backends, times
        self._turns: TurnService = compose(backends).turns
        self._questions = [question for entry in load_corpus() for question in entry.questions]
        self._asked = 0
        self.medians = (0.0, 0.0)
        """Of the latest measurement: search, turn."""

    async def measure(self, shop: ShopId, conversation: ConversationId | None = None) -> list[str]:
        """Search and turn, in ms; every question is another, so that no cache answers."""
        search = [await timed(partial(self._search, shop)) for _ in range(self._times)]
        turn = [await timed(partial(self.turn, shop, conversation)) for _ in range(self._times)]
        self.medians = (statistics.median(search), statistics.median(turn))
        return [f"{statistics.median(each):>9.1f}{p99(each):>9.1f}" for each in (search, turn)]

    async def warm(self, shop: ShopId) -> None:
        """Load what a shop's first questions load."""
        await self._backends.search.refresh(shop)
        for _ in range(WARM):
            await self.turn(shop)

    async def turn(self, shop: ShopId, conversation: ConversationId | None = None) -> ConversationId:
        """One turn of the bench's customer; the conversation."""
        customer = CustomerId("bench")
        principal = Principal(shop=shop, role=Role.CUSTOMER, credential="customer:bench", customer_id=customer)
        ticket = await self._turns.submit(principal, self._question(), conversation)
        await self._turns.result(ticket)
        return ticket.turn.conversation_id

    def _question(self) -> str:
        self._asked += 1
        return f"{self._questions[self._asked % len(self._questions)]}{self._asked}"

    async def _search(self, shop: ShopId) -> None:
        query = KnowledgeQuery(shop=shop, text=self._question(), as_of=SystemClock().now())
        await self._backends.search.search(query)


async def _main(options: argparse.Namespace) -> None:
    sizes = {name: [int(each) for each in getattr(options, name).split(",")] for name in _DEFAULTS}
    began = time.perf_counter()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'ms':<26}{'search p50':>9}{'p99':>9}{'turn p50':>9}{'p99':>9}")
    with tempfile.TemporaryDirectory() as folder:
        async with connect(Settings(data_dir=Path(folder), reply_seconds=600)) as backends:
            sentences = [entry.sentence for entry in load_corpus() if entry.sentence][:ANCHORS]
            texts = Texts(np.stack([np.asarray(await backends.embedder.embed_query(each)) for each in sentences]))
            # Every chunk is made of these; a shop of its own words is read ahead in hours, which isn't measured here.
            known = [Context(TITLE, sentence) for sentence in texts.sentences]
            await asyncio.to_thread(backends.reading_embedder.align, "？", known)
            bench = Bench(backends, options.times)
            await _rows(bench, backends, texts, sizes)
    print(f"{time.perf_counter() - began:.0f} s in all")


async def _rows(bench: Bench, backends: Backends, texts: Texts, sizes: dict[str, list[int]]) -> None:
    first: dict[str, tuple[float, float]] = {}

    filled = time.perf_counter()

    async def row(kind: str, size: int, shop: ShopId, conversation: ConversationId | None = None) -> None:
        nonlocal filled
        filling = time.perf_counter() - filled
        await bench.warm(shop)
        cells = "".join(await bench.measure(shop, conversation))
        before = first.setdefault(kind, bench.medians)
        grown = " / ".join(f"{now / then:.2f}" for now, then in zip(bench.medians, before, strict=True))
        print(f"{size:>8} {kind:<17}{cells}   over the first: {grown}   filled in {filling:.0f} s", flush=True)
        filled = time.perf_counter()

    for chunks in sizes["chunks"]:
        shop = ShopId(f"big{chunks}")
        await fill_shop(backends, shop, chunks, texts)
        await row("chunks", chunks, shop)
    there = 0
    for shops in sizes["shops"]:
        for number in range(there, shops):
            await fill_shop(backends, ShopId(f"small{number}"), 5, texts)
        there = shops
        await row("shops", shops, ShopId("small0"))
    shop, there = ShopId("small1"), 0
    for held in sizes["open"]:
        await fill_conversations(backends, shop, range(there, held))
        there = held
        await row("open conversations", held, shop)
    shop = ShopId("small2")
    for earlier in sizes["turns"]:
        conversation = await bench.turn(shop)
        await lengthen(backends, shop, conversation, earlier)
        await row("earlier turns", earlier, shop, conversation)


_DEFAULTS = {"chunks": "1000,10000,100000", "shops": "10,1000", "open": "1,10000", "turns": "0,200"}

if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    for name, default in _DEFAULTS.items():
        asked.add_argument(f"--{name}", default=default)
    asked.add_argument("--times", type=int, default=40)
    asyncio.run(_main(asked.parse_args()))
