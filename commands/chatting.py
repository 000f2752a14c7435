"""kefu chat: a conversation in the terminal, over the same turn service that serves."""

import asyncio

from rich.markdown import Markdown
from rich.prompt import Prompt

from backends.settings import Settings
from commands.compose import composed
from commands.console import out
from domain.conversation import TurnResult
from domain.credentials import Principal, Role
from domain.ids import ConversationId, CustomerId, ShopId


async def chat(settings: Settings, shop_id: str, customer_id: str | None) -> None:
    """Ask and answer until an empty line or Ctrl-D."""
    async with composed(settings) as services:
        shop = await services.ports.shops.get_shop(ShopId(shop_id))
        customer = CustomerId(customer_id) if customer_id else None
        principal = Principal(shop=shop.id, role=Role.CUSTOMER, credential="terminal", customer_id=customer)
        who = f"as customer {customer}" if customer else "as an anonymous visitor"
        out.print(f"[bold]{shop.name or shop.id}[/bold] {who}; an empty line ends the conversation.")
        worker = asyncio.create_task(services.worker.run())
        conversation: ConversationId | None = None
        try:
            while text := await _ask():
                ticket = await services.turns.submit(principal, text, conversation)
                result = await services.turns.result(ticket)
                conversation = result.conversation_id
                _show(result)
        finally:
            worker.cancel()


async def _ask() -> str:
    try:
        return (await asyncio.to_thread(Prompt.ask, "[cyan]您[/cyan]")).strip()
    except EOFError:
        return ""


def _show(result: TurnResult) -> None:
    out.print(f"[green]客服（AI 生成）[/green] [dim]{result.outcome}[/dim]")
    out.print(Markdown(result.reply.text.replace("\n", "  \n")))
    for number, citation in enumerate(result.citations, 1):
        page = f" 第{citation.page}页" if citation.page else ""
        out.print(f"  [{number}] 《{citation.document}》{citation.section}{page}", style="dim", markup=False)
        out.print(f"      “{citation.quote}”", style="dim", markup=False)
    for fact in result.facts:
        out.print(f"  · {fact.tool} {fact.ref}", style="dim", markup=False)
    for action in result.actions:
        out.print(f"  待审批：{action.name} {action.args}", style="yellow", markup=False)
    if result.handoff:
        out.print(f"  转人工：{result.handoff.topic}，优先级 {result.handoff.priority}", style="yellow", markup=False)
