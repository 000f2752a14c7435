"""kefu documents: what a shop's documents are, what became of them, and what an operator does about it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from backends.settings import Settings
from commands import console
from domain.documents import Chunk, CitingReply, Document, DocumentStore, Generation, Ingestor
from domain.errors import DataFolderBusyError, NotFoundError
from domain.ids import DocumentId, ShopId
from domain.ingest_jobs import JobOrder

app = typer.Typer(help="A shop's documents.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The document's file name.")]
Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")]
Number = Annotated[int | None, typer.Option(min=1, help="A version's number; the live one when not given.")]


@app.command("list")
def list_documents(shop: Shop, as_json: Json = False) -> None:
    """List documents with their state."""
    found = console.run(_documents(console.settings(), shop))
    if as_json:
        console.print_json([d.model_dump(mode="json") for d in found])
        return
    for d in found:
        line = f"{d.name}  {d.status}  {d.audience}  generation {d.generation}  {d.chunks} chunks  {d.reason}"
        console.out.print(line.rstrip(), highlight=False, markup=False)


@app.command("generations")
def list_generations(name: Name, shop: Shop, as_json: Json = False) -> None:
    """List the versions that are kept."""
    found = console.run(_generations(console.settings(), shop, name))
    if as_json:
        console.print_json([g.model_dump(mode="json") for g in found])
        return
    for g in found:
        live = "  live" if g.live else ""
        console.out.print(f"{g.generation}  {g.created_at:%Y-%m-%d %H:%M}  {g.chunks} chunks{live}", highlight=False)


@app.command("chunks")
def list_chunks(name: Name, shop: Shop, generation: Number = None, as_json: Json = False) -> None:
    """Show a version's chunks as they are searched and quoted."""
    found = console.run(_chunks(console.settings(), shop, name, generation))
    if as_json:
        console.print_json([c.model_dump(mode="json") for c in found])
        return
    for c in found:
        place = " ".join(
            filter(None, [f"p.{c.page}" if c.page else "", c.sheet or "", f"row {c.row}" if c.row else ""])
        )
        head = f"[{c.ordinal}] {c.section or c.title}  {c.kind}  {c.audience}  {c.tokens} tokens  {place}"
        console.out.print(head.rstrip(), style="dim", highlight=False, markup=False)
        console.out.print("\n".join(filter(None, [c.question, c.text])), highlight=False, markup=False)


@app.command("difference")
def show_difference(name: Name, shop: Shop, before: Annotated[int, typer.Option(min=1)], after: Number = None) -> None:
    """Show which chunks came and went from one version to another."""
    settings = console.settings()
    old = console.run(_chunks(settings, shop, name, before))
    new = console.run(_chunks(settings, shop, name, after))
    known, kept = {c.content_hash for c in old}, {c.content_hash for c in new}
    for mark, chunks in (
        ("-", [c for c in old if c.content_hash not in kept]),
        ("+", [c for c in new if c.content_hash not in known]),
    ):
        for c in chunks:
            console.out.print(f"{mark} {c.section or c.title}: {c.text}", highlight=False, markup=False)
    console.err.print(f"kefu: {len(known & kept)} chunks unchanged", highlight=False)


@app.command("citations")
def list_citations(name: Name, shop: Shop, generation: Number = None, limit: int = 50, as_json: Json = False) -> None:
    """Show which replies cited this document."""
    found = console.run(_citations(console.settings(), shop, name, generation, limit))
    if as_json:
        console.print_json([r.model_dump(mode="json") for r in found])
        return
    for reply in found:
        head = f"{reply.at:%Y-%m-%d %H:%M}  {reply.conversation_id}  {reply.text}"
        console.out.print(head, highlight=False, markup=False)
        for c in reply.citations:
            console.out.print(f"    generation {c.generation}: “{c.quote}”", style="dim", highlight=False, markup=False)


@app.command("delete")
def delete_document(
    name: Name, shop: Shop, erase: Annotated[bool, typer.Option("--erase", help="Remove its text for good.")] = False
) -> None:
    """Take a document out of service."""
    console.run(_delete(console.settings(), shop, name, erase))


@app.command("rollback")
def rollback_document(name: Name, shop: Shop, generation: Annotated[int | None, typer.Option()] = None) -> None:
    """Make an earlier version live again."""
    live = console.run(_roll_back(console.settings(), shop, name, generation))
    console.out.print(f"{name}: generation {live} is live", highlight=False)


@app.command("rebuild")
def rebuild_index() -> None:
    """Make the vector index of all shops anew from SQL; the present one serves until the new one is whole."""
    console.run(_rebuild(console.settings()))
    console.err.print("kefu: the index is made anew", highlight=False)


@asynccontextmanager
async def reading(settings: Settings, shop: str) -> AsyncIterator[DocumentStore]:
    """Documents to look at, also while a server runs. Raises: NotFoundError: no such shop."""
    from backends.connect import connect_stores
    from backends.sql.documents import SqlDocumentStore

    async with connect_stores(settings) as stores:
        await stores.shops.get_shop(ShopId(shop))
        # No model: nothing is embedded here.
        yield SqlDocumentStore(stores.database, model="")


@asynccontextmanager
async def ingesting(settings: Settings) -> AsyncIterator[tuple[DocumentStore, Ingestor]]:
    """Documents to change; this process owns the data folder meanwhile."""
    from backends.connect import connect
    from commands.compose import ingestor_of

    async with connect(settings) as backends:
        yield backends.documents, ingestor_of(backends)


async def named(documents: DocumentStore, shop: str, name: str) -> Document:
    """The document of this file name. Raises: NotFoundError."""
    document = await documents.document_named(ShopId(shop), Path(name).name)
    if document is None:
        raise NotFoundError("There is no document of this file name; `kefu documents list` shows them.")
    return document


async def _documents(settings: Settings, shop: str) -> list[Document]:
    async with reading(settings, shop) as documents:
        return await documents.documents(ShopId(shop))


async def _generations(settings: Settings, shop: str, name: str) -> list[Generation]:
    async with reading(settings, shop) as documents:
        return await documents.generations(ShopId(shop), (await named(documents, shop, name)).document_id)


async def _chunks(settings: Settings, shop: str, name: str, generation: int | None) -> list[Chunk]:
    async with reading(settings, shop) as documents:
        document = await named(documents, shop, name)
        return await documents.chunks_of(ShopId(shop), document.document_id, generation or document.generation)


async def _citations(settings: Settings, shop: str, name: str, generation: int | None, limit: int) -> list[CitingReply]:
    async with reading(settings, shop) as documents:
        document = await named(documents, shop, name)
        return await documents.citing_replies(ShopId(shop), document.document_id, generation, limit=limit)


async def _delete(settings: Settings, shop: str, name: str, erase: bool) -> None:
    try:
        async with ingesting(settings) as (documents, ingestor):
            document = await named(documents, shop, name)
            await ingestor.delete(ShopId(shop), document.document_id, erase)
            await ingestor.idle()
    except DataFolderBusyError as busy:
        document_id = await _id_of(settings, shop, name)
        await handed(settings, shop, JobOrder(kind="delete", document_id=document_id, erase=erase), busy)


async def _roll_back(settings: Settings, shop: str, name: str, generation: int | None) -> int:
    """The generation that is live now."""
    try:
        async with ingesting(settings) as (documents, ingestor):
            document = await named(documents, shop, name)
            return (await ingestor.rollback(ShopId(shop), document.document_id, generation)).generation
    except DataFolderBusyError as busy:
        document_id = await _id_of(settings, shop, name)
        await handed(settings, shop, JobOrder(kind="rollback", document_id=document_id, generation=generation), busy)
        async with reading(settings, shop) as documents:
            return (await documents.document(ShopId(shop), document_id)).generation


async def _rebuild(settings: Settings) -> None:
    try:
        async with ingesting(settings) as (_, ingestor):
            await ingestor.rebuild()
    except DataFolderBusyError as busy:
        from backends.connect import connect_stores

        async with connect_stores(settings) as stores:
            shops = await stores.shops.list_shops()
        if shops:
            await handed(settings, shops[0].id, JobOrder(kind="rebuild"), busy)


async def _id_of(settings: Settings, shop: str, name: str) -> DocumentId:
    async with reading(settings, shop) as documents:
        return (await named(documents, shop, name)).document_id


async def handed(settings: Settings, shop: str, order: JobOrder, busy: DataFolderBusyError) -> None:
    """Have the server that owns the data folder do it. Raises: InvalidInputError: it couldn't."""
    from commands.handing import through_server

    with console.ingest_progress(quiet=False) as show:
        await through_server(settings, shop, order, busy, show)
