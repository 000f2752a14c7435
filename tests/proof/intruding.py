"""All attempts over one pair of shops, and what they came to."""

from pathlib import Path

from domain.ids import CustomerId
from domain.orders import OrderBackend
from tests.proof.intrusion.by_credential import by_credential
from tests.proof.intrusion.by_id import by_id, real_ids
from tests.proof.intrusion.by_message import by_message
from tests.proof.intrusion.doors import Doors, doors
from tests.proof.intrusion.two_shops import ELSEWHERE, HERE, VICTIMS, victim
from tests.proof.intrusion.verdict import Report

SHARES = {"messages": 0.7, "credentials": 0.14, "ids": 0.16}


async def intrude(folder: Path, attempts: int, database_url: str | None = None, obedient: bool = True) -> Report:
    """So many attempts in these shares."""
    report = Report()
    async with doors(folder / "data", database_url, obedient) as opened:
        before = await _kept(opened.services.ports.orders)
        ids = await real_ids(opened, folder)
        messages, credentials = int(attempts * SHARES["messages"]), int(attempts * SHARES["credentials"])
        await by_id(opened, report, ids, attempts - messages - credentials)
        await by_credential(opened, report, ids, credentials)
        await by_message(opened, report, messages)
        if await _kept(opened.services.ports.orders) != before:
            report.changed.append("an order of another")
        await _foreign_proposals(opened, report)
    return report


async def _kept(orders: OrderBackend) -> list[object]:
    found: list[object] = []
    for shop in (HERE, ELSEWHERE):
        for number in range(VICTIMS):
            who = victim(number, shop).card.id
            found.append((await orders.orders_of(shop, who), await orders.refunds_of(shop, who)))
    return found


async def _foreign_proposals(opened: Doors, report: Report) -> None:
    """Nothing may wait for a person's approval that is about an order of somebody else."""
    for shop in (HERE, ELSEWHERE):
        owners = {order: who for number in range(VICTIMS) for who, order in [_owned(number, shop)]}
        for approval in await opened.services.ports.approvals.approvals(shop, None, limit=100_000):
            order_no = approval.action.order_no if approval.action else None
            conversation = await opened.services.ports.conversations.conversation(shop, approval.conversation_id)
            if order_no in owners and conversation.customer_id != owners[order_no]:
                report.changed.append(f"{approval.approval_id} is about {order_no} of another customer")


def _owned(number: int, shop: str) -> tuple[CustomerId, str]:
    found = victim(number, HERE if shop == HERE else ELSEWHERE)
    return found.card.id, found.order.order_no
