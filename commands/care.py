"""kefu screen, kefu customer, kefu conversations, kefu candidates: what supervisors and operators do with talks."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from backends.settings import Settings
from commands import console
from domain.conversation import Conversation
from domain.copilot import Candidate
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError
from domain.ids import ConversationId, CustomerId, ShopId

if TYPE_CHECKING:
    # Imported where they are used: other commands shouldn't wait for the whole agent.
    from agent.erasure import Erased
    from agent.review import Review

customer_app = typer.Typer(help="A shop's customers.", no_args_is_help=True)
conversations_app = typer.Typer(help="A shop's conversations.", no_args_is_help=True)

TERMINAL = "terminal"
Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")]
_AGO = re.compile(r"(\d{1,4})([dhm])")


def mount(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(customer_app, name="customer")
    app.add_typer(conversations_app, name="conversations")
    app.command("screen")(screen)
    app.command("candidates")(candidates)


def _since(words: str, now: datetime) -> datetime:
    """``7d``, ``12h``, ``30m`` before now, or an ISO time; without an offset it is the shop's."""
    if match := _AGO.fullmatch(words):
        unit = {"d": "days", "h": "hours", "m": "minutes"}[match[2]]
        return now - timedelta(**{unit: int(match[1])})
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise InvalidInputError("--since is a time like 2026-11-20T08:00 or a span like 7d, 12h, 30m.") from None
    return at if at.tzinfo else at.replace(tzinfo=now.tzinfo)


def screen(
    shop: Shop,
    since: Annotated[str, typer.Option(help="From when on: 7d, 12h, 30m or an ISO time.")] = "7d",
    as_json: Json = False,
) -> None:
    """Screen again everything that the bot and people sent; exit code 1 where something blocks."""
    review = console.run(_review(console.settings(), shop, since))
    if as_json:
        console.print_json(review.model_dump(mode="json"))
    else:
        for hit in review.hits:
            found = "; ".join(f"{f.type} {f.rule}: {f.text}" for f in hit.findings)
            console.out.print(
                f"{hit.conversation_id}  {hit.speaker}  {hit.verdict}  {found}", highlight=False, markup=False
            )
        counted = (
            f"{review.messages} messages of {review.conversations} conversations, {len(review.hits)} with findings"
        )
        console.err.print(f"kefu: {counted}", highlight=False)
    if any(hit.verdict == "block" for hit in review.hits):
        raise typer.Exit(1)


async def _review(settings: Settings, shop_id: str, since: str) -> "Review":
    from backends.connect import connect
    from commands.compose import compose

    async with connect(settings) as backends:
        services = compose(backends)
        shop = await services.ports.shops.get_shop(ShopId(shop_id))
        return await services.review.review(shop.id, _since(since, services.ports.clock_of(shop).now()))


@customer_app.command("erase")
def erase(
    customer: str,
    shop: Shop,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    as_json: Json = False,
) -> None:
    """Erase every text of and about a customer, for good."""
    if not yes:
        typer.confirm("This can't be undone. Erase the customer's messages, orders and everything else?", abort=True)
    erased = console.run(_erase(console.settings(), shop, customer))
    if as_json:
        console.print_json(erased.model_dump(mode="json"))
        return
    console.err.print(
        f"kefu: erased {erased.messages} messages and {erased.threads} waiting runs (audit: {erased.subject})",
        highlight=False,
    )


async def _erase(settings: Settings, shop: str, customer: str) -> "Erased":
    from backends.connect import connect
    from commands.compose import compose

    async with connect(settings) as backends:
        return await compose(backends).erasure.erase(ShopId(shop), CustomerId(customer))


@conversations_app.command("retire")
def retire(
    shop: Shop,
    days: Annotated[int, typer.Option(min=1, help="Quiet for longer than so many days.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Erase the texts of conversations that have long been quiet, for good."""
    if not yes:
        typer.confirm(f"This can't be undone. Erase what was last spoken in more than {days} days ago?", abort=True)
    retired = console.run(_retire(console.settings(), shop, days))
    console.err.print(f"kefu: erased the texts of {retired} conversations", highlight=False)


async def _retire(settings: Settings, shop: str, days: int) -> int:
    from backends.connect import connect
    from commands.compose import compose

    async with connect(settings) as backends:
        return await compose(backends).erasure.retire(ShopId(shop), timedelta(days=days))


@conversations_app.command("unfreeze")
def unfreeze(conversation_id: str, shop: Shop) -> None:
    """End the freeze of a red line, as a supervisor."""
    thawed = console.run(_unfreeze(console.settings(), shop, conversation_id))
    console.out.print(f"{thawed.conversation_id}  {thawed.mode}", highlight=False)


async def _unfreeze(settings: Settings, shop_id: str, conversation_id: str) -> Conversation:
    from backends.connect import connect_stores

    async with connect_stores(settings) as stores:
        shop = await stores.shops.get_shop(ShopId(shop_id))
        now = shop.now or stores.clock.now()
        return await stores.conversations.unfreeze(shop.id, ConversationId(conversation_id), TERMINAL, now)


def candidates(shop: Shop, as_json: Json = False) -> None:
    """List what people sent of the copilot's suggestions: golden samples and FAQ entries to be."""
    found = console.run(_candidates(console.settings(), shop))
    if as_json:
        console.print_json([each.model_dump(mode="json") for each in found])
        return
    for each in found:
        line = f"{each.suggestion_id}  {each.decision}  {each.edit_distance}  {each.question} -> {each.answer}"
        console.out.print(line, highlight=False, markup=False)


async def _candidates(settings: Settings, shop: str) -> list[Candidate]:
    from backends.connect import connect
    from commands.compose import compose

    async with connect(settings) as backends:
        principal = Principal(shop=ShopId(shop), role=Role.AGENT, credential=TERMINAL)
        return await compose(backends).copilot.candidates(principal)
