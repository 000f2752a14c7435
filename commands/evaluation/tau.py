"""kefu golden tau-bench: the benchmark's gold actions through our tool layer, without a model."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from langgraph.checkpoint.memory import InMemorySaver

from agent.approvals import ApprovalDesk
from agent.copilot.service import CopilotService
from agent.hub import EventHub
from agent.outbox import OutboxWorker
from agent.runs import GraphRuns
from agent.services import Ports
from agent.turns import TurnService
from backends.connect import connect_stores
from backends.sandbox import SandboxStores, sandbox
from backends.settings import Settings
from domain.clock import CHINA
from domain.ids import CustomerId
from eval.tau.files import read_benchmark
from eval.tau.gold_reasoner import GoldReasoner, NoDocuments
from eval.tau.mapping import SHOP, data_of_benchmark, shop_of_benchmark
from eval.tau.replay import TaskResult, replay_task
from eval.workbench import Workbench

NOW = datetime(2026, 1, 15, 10, tzinfo=CHINA)


async def replay_benchmark(folder: Path, show: Callable[[int, int], None] | None = None) -> list[TaskResult]:
    """Every task on a store of its own. Raises: InvalidInputError, ConfigurationError: the folder is no benchmark."""
    benchmark = read_benchmark(folder)
    shop = shop_of_benchmark(NOW)
    with TemporaryDirectory(prefix="kefu-tau-", ignore_cleanup_errors=True) as place:
        async with connect_stores(Settings(data_dir=Path(place) / "data", database_url=None)) as stores:
            await stores.shops.put_shop(shop)
            await stores.embedded_orders.replace_data(SHOP, data_of_benchmark(benchmark, NOW))
            results: list[TaskResult] = []
            async with sandbox(stores) as box:
                await box.prepare(SHOP)
                for task in benchmark.tasks:
                    async with box.stores(NOW) as own:
                        reasoner = GoldReasoner(own.orders, CustomerId(task.user))
                        results.append(await replay_task(task, _bench(own, reasoner), reasoner))
                    if show is not None:
                        show(len(results), len(benchmark.tasks))
            return results


def told_of(results: Sequence[TaskResult]) -> Iterator[str]:
    """For people: what differs or was refused, then what came of all of them."""
    for result in results:
        if result.verdict == "different":
            yield f"task {result.number}: {result.hash[:12]} instead of {result.expected_hash[:12]}"
        yield from (f"task {result.number}: refused: {why}" for why in result.refused)
    verdicts = Counter(result.verdict for result in results)
    yield f"{len(results)} tasks: " + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    yield f"{sum(result.actions for result in results)} actions proposed, approved and carried out"
    missing = Counter(name for result in results for name in result.not_covered)
    if missing:
        yield "no counterpart: " + ", ".join(f"{name} ({count})" for name, count in missing.most_common())


def _bench(stores: SandboxStores, reasoner: GoldReasoner) -> Workbench:
    ports = Ports(
        shops=stores.shops,
        conversations=stores.conversations,
        approvals=stores.approvals,
        handoffs=stores.handoffs,
        outbox=stores.outbox,
        promises=stores.promises,
        copilot=stores.copilot,
        orders=stores.orders,
        search=NoDocuments(),
        reasoner=reasoner,
        clock=stores.clock,
        frozen=True,
    )
    hub, runs = EventHub(), GraphRuns(InMemorySaver())
    return Workbench(
        shop=SHOP,
        turns=TurnService(ports, runs, hub),
        approvals=ApprovalDesk(ports),
        worker=OutboxWorker(ports, runs, hub),
        copilot=CopilotService(ports),
        conversations=stores.conversations,
        orders=stores.orders,
        executions=stores,
    )
