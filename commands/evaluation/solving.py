"""The solver that a run asks, with the shop around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from backends.connect import connect, connect_stores
from backends.sandbox import sandbox
from backends.settings import Settings
from commands.evaluation.benches import Benches
from commands.evaluation.chat_models import chat_model_of, judge_of, talk_of
from commands.evaluation.isolated import isolated
from commands.evaluation.options import EvalOptions
from commands.evaluation.served import served_solver
from domain.ids import ShopId
from domain.shop import Shop
from eval.judging.judge import Judge
from eval.simulation.customer import Talk
from eval.solver import Solver
from eval.solvers.chat_model import ChatModelSolver
from eval.solvers.null import NullSolver
from eval.solvers.oracle import OracleSolver
from eval.solvers.turn_service import TurnSolver
from eval.surroundings import Surroundings, surroundings_of


@dataclass(frozen=True)
class Solving:
    """Who answers, and in which shop."""

    solver: Solver
    surroundings: Surroundings
    judge: Judge | None = None


@asynccontextmanager
async def solving(settings: Settings, options: EvalOptions) -> AsyncIterator[Solving]:
    """The agent of this installation, or what stands in its place.

    Raises: NotFoundError: no such shop. DataFolderBusyError: a server runs on the folder. InvalidInputError: it needs
        an address or a chat model.
    """
    talk, judge = talk_of(settings, options), judge_of(settings, options)
    opened = _embedded if options.solver == "embedded" else _elsewhere
    async with opened(settings, options, talk) as (solver, around):
        yield Solving(solver, around, judge)


@asynccontextmanager
async def _embedded(
    settings: Settings, options: EvalOptions, talk: Talk | None
) -> AsyncIterator[tuple[Solver, Surroundings]]:
    shop_id = ShopId(options.shop)
    with isolated(settings) as aside:
        async with connect(aside) as backends, sandbox(backends.stores) as box:
            shop = await backends.stores.shops.get_shop(shop_id)
            around = surroundings_of(shop, await box.prepare(shop_id))
            yield TurnSolver(Benches(backends, box, shop_id, standing_clock(aside, shop)), talk), around


@asynccontextmanager
async def _elsewhere(
    settings: Settings, options: EvalOptions, talk: Talk | None
) -> AsyncIterator[tuple[Solver, Surroundings]]:
    """No agent of this process: the data folder may belong to a server meanwhile."""
    async with connect_stores(settings) as stores, sandbox(stores) as box:
        shop = await stores.shops.get_shop(ShopId(options.shop))
        around = surroundings_of(shop, await box.prepare(shop.id))
        if options.solver == "served":
            async with served_solver(stores, options, talk) as solver:
                yield solver, around
        elif options.solver == "chat-model":
            yield ChatModelSolver(chat_model_of(settings), shop, talk), around
        else:
            yield NullSolver() if options.solver == "null" else OracleSolver(), around


def standing_clock(settings: Settings, shop: Shop) -> datetime | None:
    """Where the clock of a run stands: samples that run later must not see another day.

    None where the shop or KEFU_NOW says it already.
    """
    return None if settings.now or shop.now else datetime.now(UTC)
