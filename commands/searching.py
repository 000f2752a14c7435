"""kefu search: what a question finds in a shop's documents, and why."""

from typing import Annotated

import typer

from agent.checks.redact import redact_personal
from backends.settings import Settings
from commands import console
from domain.documents import KnowledgeQuery
from domain.errors import DataFolderBusyError
from domain.evidence import Passage
from domain.ids import ShopId


def search(
    question: str,
    shop: Annotated[str, typer.Option("--shop", help="The shop's id.")],
    limit: Annotated[int, typer.Option(min=1, max=50)] = 5,
    public: Annotated[bool, typer.Option("--public", help="Only what customers are answered from.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """Show which passages a question finds, and why."""
    found = console.run(_found(console.settings(), shop, question, limit, public))
    if as_json:
        console.print_json([p.model_dump(mode="json") for p in found])
        return
    for number, passage in enumerate(found, start=1):
        head = f"{number}. {passage.document}  {passage.section}{'  internal' if passage.internal else ''}"
        console.out.print(head, highlight=False, markup=False)
        console.out.print(f"   {_why(passage)}", style="dim", highlight=False, markup=False)
        text = "\n".join(filter(None, [passage.question, passage.text]))
        console.out.print("   " + text.replace("\n", "\n   "), highlight=False, markup=False)
    if not found:
        console.err.print("kefu: nothing is found", highlight=False)


def _why(passage: Passage) -> str:
    why = passage.explanation
    assert why is not None
    return "  ".join(
        [
            f"score {passage.score:.3f}",
            f"by meaning {_place(why.vector_rank)} ({passage.vector_score:.3f})",
            f"by characters {_place(why.lexical_rank)} ({passage.lexical_score:.3f})",
            f"matched: {'、'.join(why.matched_terms) or '-'}",
        ]
    )


def _place(rank: int | None) -> str:
    return f"#{rank}" if rank else "-"


async def _found(settings: Settings, shop_id: str, question: str, limit: int, public: bool) -> list[Passage]:
    from backends.connect import connect

    try:
        async with connect(settings) as backends:
            shop = await backends.stores.shops.get_shop(ShopId(shop_id))
            query = KnowledgeQuery(
                shop=shop.id, text=redact_personal(question).text, limit=limit, include_internal=not public,
                as_of=backends.stores.clock.now(), synonyms=shop.synonyms, explain=True,
            )  # fmt: skip
            return await backends.search.search(query)
    except DataFolderBusyError as busy:
        raise DataFolderBusyError(
            f"{busy} While it serves, search on its Knowledge page or with POST /v1/search."
        ) from busy
