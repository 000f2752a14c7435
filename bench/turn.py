"""What a turn costs beside its parts, in one run: ``python -m bench.turn [SHOP_FOLDER] [TURNS]``.

The parts are measured in the same process, over the same index and database, between the turns they are compared with.
"""

import asyncio
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

from backends.connect import Backends, connect
from backends.settings import Settings
from bench.timing import row, timed
from commands.compose import compose
from commands.shops import import_shop
from domain.credentials import Principal, Role
from domain.documents import KnowledgeQuery
from domain.shop import Shop


async def _measure(backends: Backends, shop: Shop, questions: list[str]) -> None:
    services = compose(backends)
    principal = Principal(shop=shop.id, role=Role.CUSTOMER, credential="bench")
    now = services.ports.clock_of(shop).now()
    parts: dict[str, list[float]] = {name: [] for name in ("turn", "embedding", "search", "commit")}

    async def turn(question: str) -> None:
        await services.turns.result(await services.turns.submit(principal, question))

    async def search(question: str) -> None:
        await backends.search.search(KnowledgeQuery(shop=shop.id, text=question, as_of=now))

    async def commit() -> None:
        await backends.stores.shops.put_shop(shop)

    for question in questions[:5]:
        await turn(question)
    for number, question in enumerate(questions):
        # A mark of its own keeps the question out of the query cache: each of the three embeds once.
        parts["turn"].append(await timed(partial(turn, f"{question}{number}")))
        alone = f"{question}？{number}"
        parts["embedding"].append(await timed(partial(backends.embedder.embed_query, alone)))
        # The vector is cached now, so this is the search without its embedding.
        parts["search"].append(await timed(partial(search, alone)))
        parts["commit"].append(await timed(commit))
    print(f"\n{'ms, ' + str(len(questions)) + ' turns':<34}{'p50':>9}{'p99':>9}")
    for name, samples in parts.items():
        print(row(name, samples, 34))
    least = sum(statistics.median(parts[name]) for name in ("embedding", "search", "commit", "commit"))
    print(f"{'one embedding, one search, two commits':<40}{least:>6.2f}")
    print(f"{'turn over that':<40}{statistics.median(parts['turn']) / least:>6.2f}")


async def _main(folder: Path, turns: int) -> None:
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        shop = (await import_shop(settings, folder, None, quiet=True)).shop
        async with connect(settings) as backends:
            chunks = await backends.documents.live_chunks(shop.id)
            headings = sorted({chunk.section.split(" > ")[-1] for chunk in chunks if chunk.section})
            questions = [f"{headings[i % len(headings)]}是怎么规定的" for i in range(turns)]
            await _measure(backends, shop, questions)


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    asyncio.run(_main(Path(given.get(1, "demo")), int(given.get(2, "100"))))
