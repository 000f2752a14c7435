"""What a turn costs beside its parts, in one run: ``python -m bench.turn [SHOP_FOLDER] [TURNS]``.

The parts are measured in the same process, over the same index and database, between the turns they are compared with;
beside them the same questions through a plain LangChain chain. Each question is asked in its own wording, so that no
cache answers. First with documents just taken in, then after ``kefu serve`` would have read them ahead.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from backends.connect import Backends, connect
from backends.settings import Settings
from bench.chain import plain_chain
from bench.spans import Spans
from bench.timing import row, timed
from commands.compose import compose
from commands.shops import import_shop
from domain.credentials import Principal, Role
from domain.documents import KnowledgeQuery
from domain.shop import Shop

WARM = 5
WIDTH = 44


class Bench:
    """One shop, asked again and again."""

    def __init__(self, backends: Backends, shop: Shop, questions: Sequence[str]) -> None:
        """Args: questions: asked in turn, each time with another mark."""
        self.spans = Spans()
        self._backends = replace(backends, observer=self.spans)  # type: ignore[arg-type]
        self.services = compose(self._backends)
        self._shop, self._questions, self._asked = shop, questions, 0
        self._now = self.services.ports.clock_of(shop).now()
        self._who = Principal(shop=shop.id, role=Role.CUSTOMER, credential="bench")

    def question(self) -> str:
        """One that wasn't asked yet: nothing of it is cached."""
        self._asked += 1
        return f"{self._questions[self._asked % len(self._questions)]}？{self._asked}"

    async def turn(self, question: str) -> None:
        """From the message to the committed result."""
        await self.services.turns.result(await self.services.turns.submit(self._who, question))

    async def parts(self, turns: int) -> dict[str, list[float]]:
        """Milliseconds of turns and of what each can't do without."""
        backends = self._backends
        chunks = [each async for batch in backends.documents.live_vectors(self._shop.id) for each in batch]
        chain = plain_chain(backends.embedder, chunks)
        names = ("turn", "embedding", "search", "commit", "chain")
        samples: dict[str, list[float]] = {name: [] for name in names}
        for _ in range(WARM):
            await self.turn(self.question())
            await chain.ainvoke(self.question())
        self.spans.samples.clear()
        for _ in range(turns):
            samples["turn"].append(await timed(partial(self.turn, self.question())))
            alone = self.question()
            samples["embedding"].append(await timed(partial(backends.embedder.embed_query, alone)))
            # The vector is cached now, so this is the search without its embedding.
            query = KnowledgeQuery(shop=self._shop.id, text=alone, as_of=self._now)
            samples["search"].append(await timed(partial(backends.search.search, query)))
            samples["commit"].append(await timed(partial(backends.stores.shops.put_shop, self._shop)))
            samples["chain"].append(await timed(partial(chain.ainvoke, self.question())))
        return samples

    def report(self, title: str, samples: dict[str, list[float]]) -> None:
        """The figures with the goals they are measured by."""
        print(f"\n{f'{title}: ms, ' + str(len(samples['turn'])) + ' turns':<{WIDTH}}{'p50':>9}{'p99':>9}")
        print(row("turn", samples["turn"], WIDTH))
        whole = self.spans.samples.pop("turn", [])
        for name, spent in self.spans.samples.items():
            print(row(f"  of it {name}", spent, WIDTH))
        nodes = sum(self.spans.medians().values())
        around = statistics.median(samples["turn"]) - nodes
        print(f"{'  of it everything else':<{WIDTH}}{around:>9.2f}" if whole else "")
        for name in ("embedding", "search", "commit", "chain"):
            print(row(f"{name} alone" if name != "chain" else "plain LangChain chain", samples[name], WIDTH))
        least = sum(statistics.median(samples[name]) for name in ("embedding", "search", "commit", "commit"))
        turn = statistics.median(samples["turn"])
        print(f"{'least: one embedding, one search, two commits':<{WIDTH + 2}}{least:>7.2f}")
        print(f"{'turn over its least (goal: at most 2)':<{WIDTH}}{turn / least:>9.2f}")
        print(f"{'turn over the chain (goal: at most 1)':<{WIDTH}}{turn / statistics.median(samples['chain']):>9.2f}")


async def _main(folder: Path, turns: int) -> None:
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        shop = (await import_shop(settings, folder, None, quiet=True)).shop
        async with connect(settings) as backends:
            chunks = await backends.documents.live_chunks(shop.id)
            headings = sorted({chunk.section.split(" > ")[-1] for chunk in chunks if chunk.section})
            bench = Bench(backends, shop, [f"{heading}是怎么规定的" for heading in headings])
            bench.report("documents just taken in", await bench.parts(turns))
            began = time.perf_counter()
            sentences = await bench.services.reading_ahead.catch_up()
            took = time.perf_counter() - began
            print(f"\n{len(chunks)} chunks, {sentences} sentences read ahead beside the turns, once: {took:.1f} s")
            bench.report("documents read ahead", await bench.parts(turns))


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    asyncio.run(_main(Path(given.get(1, "demo")), int(given.get(2, "100"))))
