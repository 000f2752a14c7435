"""The command line. Each command reads its settings, calls its job in ``commands`` and prints."""

from pathlib import Path
from typing import Annotated

import typer

from backends.settings import Settings
from commands import (
    audit,
    backup,
    care,
    console,
    documents,
    gaps,
    golden,
    keys,
    order_backend,
    personal,
    promises,
    quarantine,
    stored_secrets,
    trail,
    webhooks,
)
from commands.evaluation.against import compare, replay
from commands.evaluation.cli import evaluation
from commands.searching import search
from commands.staff import app as staff_app

app = typer.Typer(help="Kefu（客服）: a grounded customer-service agent for shops.", no_args_is_help=True)
shop_app = typer.Typer(help="Shops.", no_args_is_help=True)
approvals_app = typer.Typer(help="What waits for a decision.", no_args_is_help=True)
app.add_typer(shop_app, name="shop")
documents.app.add_typer(quarantine.app, name="quarantine")
app.add_typer(documents.app, name="documents")
app.add_typer(approvals_app, name="approvals")
app.add_typer(keys.app, name="key")
app.add_typer(audit.app, name="audit")
app.add_typer(order_backend.app, name="backend")
app.add_typer(stored_secrets.app, name="secret")
app.add_typer(personal.app, name="personal")
care.mount(app)
backup.mount(app)
app.command("eval")(evaluation)
app.command()(search)
app.command()(replay)
app.command()(compare)
app.add_typer(webhooks.app, name="webhook")
app.add_typer(golden.app, name="golden")
app.add_typer(promises.app, name="promises")
app.add_typer(trail.app)
app.add_typer(gaps.app, name="gaps")

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")]


def _settings() -> Settings:
    return console.settings()


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
    force: Annotated[bool, typer.Option("--force", help="Prune more than a third of the documents.")] = False,
    as_json: Json = False,
) -> None:
    """Take documents into a shop."""
    from commands.shops import ingest as job

    reports = console.run(job(_settings(), shop, paths, dry_run, prune, force, as_json))
    if as_json:
        console.print_json([r.model_dump(mode="json") for r in reports])
    else:
        console.print_reports(reports)
        console.print_totals(reports, dry_run)
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


@app.command()
def token(shop: Shop, customer: Annotated[str, typer.Option()], hours: float = 12.0) -> None:
    """Print a customer token, for development."""
    from commands.secrets import customer_token

    print(console.run(customer_token(_settings(), shop, customer, hours)))


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


app.add_typer(staff_app, name="staff")


def main() -> None:
    """Entry point."""
    app()
