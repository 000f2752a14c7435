"""kefu approvals | handoffs: what there is, and the few things an operator does about it."""

from agent.approvals import ApprovalDesk
from backends.connect import connect, connect_stores
from backends.settings import Settings
from commands.compose import compose
from domain.approvals import Approval, Decision
from domain.credentials import Principal, Role
from domain.handoffs import Handoff
from domain.ids import ApprovalId, ShopId

TERMINAL = "terminal"
"""The name of the operator's decisions in the audit log."""


async def approvals(settings: Settings, shop_id: str) -> list[Approval]:
    """What waits for a decision."""
    async with connect_stores(settings) as stores:
        shop = await stores.shops.get_shop(ShopId(shop_id))
        return await stores.approvals.approvals(shop.id, "pending")


async def decide(settings: Settings, shop_id: str, approval_id: str, decision: Decision) -> Approval:
    """Decide in the terminal, with an admin's authority; what follows is carried out at once."""
    async with connect(settings) as backends:
        services = compose(backends)
        principal = Principal(shop=ShopId(shop_id), role=Role.ADMIN, credential=TERMINAL)
        desk: ApprovalDesk = services.approvals
        decided = await desk.decide(principal, ApprovalId(approval_id), decision)
        while await services.worker.work_once():
            pass
        return decided


async def handoffs(settings: Settings, shop_id: str) -> list[Handoff]:
    """What waits for a person."""
    async with connect_stores(settings) as stores:
        shop = await stores.shops.get_shop(ShopId(shop_id))
        return await stores.handoffs.handoffs(shop.id)
