"""The command line. Each command reads its settings, calls its job in ``commands`` and prints."""

from pathlib import Path
from typing import Annotated

import typer

from backends.settings import Settings, read_settings
from commands import console, order_backend, stored_secrets
from domain.credentials import Role
from domain.errors import ConfigurationError

app = typer.Typer(help="Kefu（客服）: a grounded customer-service agent for shops.", no_args_is_help=True)
shop_app = typer.Typer(help="Shops.", no_args_is_help=True)
key_app = typer.Typer(help="API keys.", no_args_is_help=True)
documents_app = typer.Typer(help="A shop's documents.", no_args_is_help=True)
approvals_app = typer.Typer(help="What waits for a decision.", no_args_is_help=True)
app.add_typer(shop_app, name="shop")
app.add_typer(documents_app, name="documents")
app.add_typer(approvals_app, name="approvals")
app.add_typer(key_app, name="key")
app.add_typer(order_backend.app, name="backend")
app.add_typer(stored_secrets.app, name="secret")

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")]


def _settings() -> Settings:
    try:
        return read_settings()
    except ConfigurationError as error:
        console.err.print(f"kefu: {error}", style="red", highlight=False)
        raise typer.Exit(1) from None


@app.command()
def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the HTTP API."""
    from commands.serving import serve as job

    console.run(job(_settings(), host, port))


@app.command()
def worker() -> None:
    """Run the outbox worker on its own; needs PostgreSQL and a Chroma server, which several processes can share."""
    from commands.working import work

    console.run(work(_settings()))


@app.command()
def chat(shop: Shop, customer: Annotated[str | None, typer.Option(help="Speak as this customer.")] = None) -> None:
    """Talk to the agent in the terminal."""
    from commands.chatting import chat as job

    console.run(job(_settings(), shop, customer))


@app.command()
def ingest(
    paths: list[Path],
    shop: Shop,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents that are not among PATHS.")] = False,
    as_json: Json = False,
) -> None:
    """Take documents into a shop."""
    from commands.shops import ingest as job

    reports = console.run(job(_settings(), shop, paths, dry_run, prune, as_json))
    if as_json:
        console.print_json([r.model_dump(mode="json") for r in reports])
    else:
        console.print_reports(reports)
    if reports and all(r.result in ("rejected", "quarantined") for r in reports):
        raise typer.Exit(1)


@shop_app.command("import")
def shop_import(
    folder: Path, shop: Annotated[str | None, typer.Option(help="The shop's id.")] = None, as_json: Json = False
) -> None:
    """Create or update a shop with its orders and documents from a folder."""
    from commands.shops import import_shop

    done = console.run(import_shop(_settings(), folder, shop, as_json))
    if as_json:
        reports = [r.model_dump(mode="json") for r in done.reports]
        console.print_json({"shop": done.shop.id, "orders": done.orders, "documents": reports})
        return
    console.print_reports(done.reports)
    console.err.print(f"kefu: shop {done.shop.id} is in, with {done.orders} orders", highlight=False)


@shop_app.command("create")
def shop_create(shop: str, name: str = "", as_json: Json = False) -> None:
    """Create an empty shop with careful defaults."""
    from commands.shops import create_shop

    made = console.run(create_shop(_settings(), shop, name))
    console.print_json({"shop": made.id}) if as_json else console.out.print(made.id)


@shop_app.command("list")
def shop_list(as_json: Json = False) -> None:
    """List the shops."""
    from commands.shops import list_shops

    shops = console.run(list_shops(_settings()))
    if as_json:
        console.print_json([{"shop": s.id, "name": s.name} for s in shops])
        return
    for found in shops:
        console.out.print(f"{found.id}  {found.name}", highlight=False)


@key_app.command("create")
def key_create(role: Annotated[Role, typer.Option()], shop: Shop) -> None:
    """Print a new key's bare secret; it is shown this once."""
    from commands.secrets import create_key

    print(console.run(create_key(_settings(), shop, role)))


@app.command()
def token(shop: Shop, customer: Annotated[str, typer.Option()], hours: float = 12.0) -> None:
    """Print a customer token, for development."""
    from commands.secrets import customer_token

    print(console.run(customer_token(_settings(), shop, customer, hours)))


@app.command("eval")
def evaluation(
    golden: list[Path],
    shop: Shop,
    baseline: Annotated[Path | None, typer.Option(help="An earlier run to compare with.")] = None,
    trials: Annotated[int, typer.Option(min=1, help="How often each sample is run; all have to pass.")] = 1,
    min_pass: Annotated[float, typer.Option(min=0, max=1, help="The pass rate below which the exit code is 1.")] = 1.0,
    as_json: Json = False,
) -> None:
    """Run golden sets against the agent that serves."""
    from commands.evaluating import evaluate

    if not console.run(evaluate(_settings(), golden, shop, baseline, trials, as_json, min_pass)):
        raise typer.Exit(1)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Say what is set up and what is missing."""
    from commands.doctor import examine

    parts = console.run(examine(_settings()))
    if as_json:
        console.print_json([p.model_dump() for p in parts])
    else:
        for part in parts:
            mark = "ok " if part.ok else "!! "
            console.out.print(f"{mark}{part.name}: {part.detail}", highlight=False, markup=False)
    if any(part.needed and not part.ok for part in parts):
        raise typer.Exit(1)


@documents_app.command("list")
def documents_list(shop: Shop, as_json: Json = False) -> None:
    """List documents with their state."""
    from commands.listing import documents

    found = console.run(documents(_settings(), shop))
    if as_json:
        console.print_json([d.model_dump(mode="json") for d in found])
        return
    for d in found:
        line = f"{d.name}  {d.status}  {d.audience}  generation {d.generation}  {d.chunks} chunks  {d.reason}"
        console.out.print(line.rstrip(), highlight=False, markup=False)


@documents_app.command("delete")
def documents_delete(
    name: str, shop: Shop, erase: Annotated[bool, typer.Option("--erase", help="Remove its text for good.")] = False
) -> None:
    """Take a document out of service."""
    from commands.listing import delete_document

    console.run(delete_document(_settings(), shop, name, erase))


@documents_app.command("rollback")
def documents_rollback(name: str, shop: Shop, generation: Annotated[int | None, typer.Option()] = None) -> None:
    """Make an earlier version live again."""
    from commands.listing import rollback_document

    back = console.run(rollback_document(_settings(), shop, name, generation))
    console.out.print(f"{name}: generation {back.generation} is live", highlight=False)


@documents_app.command("rebuild")
def documents_rebuild(shop: Shop) -> None:
    """Make the vector index again from SQL."""
    from commands.listing import rebuild_index

    console.out.print(f"{console.run(rebuild_index(_settings(), shop))} chunks indexed", highlight=False)


@approvals_app.command("list")
def approvals_list(shop: Shop, as_json: Json = False) -> None:
    """List what waits for a decision."""
    from commands.listing import approvals

    found = console.run(approvals(_settings(), shop))
    if as_json:
        console.print_json([a.model_dump(mode="json") for a in found])
        return
    for a in found:
        what = a.action.preview if a.action else (a.draft.text if a.draft else "")
        console.out.print(f"{a.approval_id}  v{a.version}  {a.kind}  {what}", highlight=False, markup=False)


@approvals_app.command("decide")
def approvals_decide(
    approval_id: str,
    decision: Annotated[str, typer.Argument(help="approve or reject")],
    shop: Shop,
    version: Annotated[int, typer.Option(help="The version that was shown.")],
    reason: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Decide on one; edits are made through the API or the console."""
    from commands.listing import decide
    from domain.approvals import Decision

    if decision not in ("approve", "reject"):
        console.err.print("kefu: the decision is approve or reject", style="red", highlight=False)
        raise typer.Exit(2)
    made = Decision.model_validate({"decision": decision, "version": version, "reason": reason})
    decided = console.run(decide(_settings(), shop, approval_id, made))
    console.out.print(f"{decided.approval_id}  {decided.status}", highlight=False)


@app.command()
def handoffs(shop: Shop, as_json: Json = False) -> None:
    """List what waits for a person."""
    from commands.listing import handoffs as job

    found = console.run(job(_settings(), shop))
    if as_json:
        console.print_json([h.model_dump(mode="json") for h in found])
        return
    for h in found:
        line = f"{h.handoff_id}  {h.status}  P{h.priority}  {h.queue}  {h.topic}  {h.reason}"
        console.out.print(line, highlight=False, markup=False)


def main() -> None:
    """Entry point."""
    app()
