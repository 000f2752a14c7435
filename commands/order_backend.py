"""kefu backend serve | check: the reference order backend, and the conformance test for a merchant's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from backends.settings import read_environment
from commands import console
from domain.connections import ENVIRONMENT_PREFIX, check_address
from domain.errors import ConfigurationError, InvalidInputError

if TYPE_CHECKING:
    from backends.orders.conformance.probe import Subject, Verdict

app = typer.Typer(help="The HTTP order backend.", no_args_is_help=True)

DEFAULT_VARIABLE = f"{ENVIRONMENT_PREFIX}ORDERS"
Variable = Annotated[str, typer.Option("--credential-env", help="Environment variable with the token or HMAC key.")]
How = Annotated[Literal["bearer", "hmac"], typer.Option("--auth", help="How calls show who they are from.")]


@app.command()
def serve(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8100,
    auth: How = "bearer",
    credential_env: Variable = DEFAULT_VARIABLE,
    database: Annotated[Path | None, typer.Option(help="Keep the data here; without it each start is fresh.")] = None,
) -> None:
    """Serve a shop folder's orders.json as a merchant's order system would."""
    from commands.reference import serve as job

    console.run(job(folder, host, port, auth, credential_env, database))


@app.command()
def check(
    url: str,
    customer: Annotated[str | None, typer.Option(help="A customer whose data may be read.")] = None,
    order: Annotated[str | None, typer.Option(help="An order of theirs.")] = None,
    other_order: Annotated[str | None, typer.Option(help="An order of somebody else.")] = None,
    act: Annotated[bool, typer.Option("--act", help="Also ask for expedite_shipment on --order.")] = False,
    auth: How = "bearer",
    credential_env: Variable = DEFAULT_VARIABLE,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """Walk every promise of the contract at a backend and say which are not kept."""
    from backends.orders.conformance.probe import Subject

    subject = Subject(customer=customer, order=order, other_order=other_order, act=act)
    verdicts = console.run(_check(url, auth, credential_env, subject))
    if as_json:
        console.print_json([verdict.model_dump() for verdict in verdicts])
    else:
        _print(verdicts)
    if any(verdict.verdict == "broken" for verdict in verdicts):
        raise typer.Exit(1)


async def _check(url: str, auth: Literal["bearer", "hmac"], variable: str, subject: "Subject") -> "list[Verdict]":
    try:
        check_address(url, plain_http=True)
    except ValueError as error:
        raise InvalidInputError(f"The address of the backend {error}.") from None
    from backends.orders.conformance.checking import check_backend

    secret = read_environment(variable)
    if not secret:
        raise ConfigurationError(f"Set {variable} to the token (or HMAC key) that the backend expects.")
    return await check_backend(url, auth, secret, subject)


def _print(verdicts: "list[Verdict]") -> None:
    marks = {"kept": "ok ", "broken": "!! ", "not checked": "-- "}
    for verdict in verdicts:
        line = f"{marks[verdict.verdict]}{verdict.name}  {verdict.detail}".rstrip()
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)
    broken = sum(verdict.verdict == "broken" for verdict in verdicts)
    left = sum(verdict.verdict == "not checked" for verdict in verdicts)
    console.err.print(f"kefu: {len(verdicts)} checks, {broken} broken, {left} not made", highlight=False)
