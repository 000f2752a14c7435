"""kefu documents | approvals | handoffs: what there is, and the few things an operator does about it."""

from pathlib import Path

from agent.approvals import ApprovalDesk
from backends.connect import connect, connect_stores
from backends.settings import Settings
from commands.compose import compose, ingestor_of
from domain.approvals import Approval, Decision
from domain.credentials import Principal, Role
from domain.documents import Document, Generation
from domain.errors import NotFoundError
from domain.handoffs import Handoff
from domain.ids import ApprovalId, ShopId

TERMINAL = "terminal"
"""The name of the operator's decisions in the audit log."""


async def documents(settings: Settings, shop_id: str) -> list[Document]:
    """The shop's documents."""
    async with connect(settings) as backends:
        shop = await backends.stores.shops.get_shop(ShopId(shop_id))
        return await backends.documents.documents(shop.id)


async def delete_document(settings: Settings, shop_id: str, name: str, erase: bool) -> None:
    """The document of this file name stops answering."""
    async with connect(settings) as backends:
        document = await backends.documents.document_named(ShopId(shop_id), Path(name).name)
        if document is None:
            raise NotFoundError("There is no document of this file name; `kefu documents list` shows them.")
        await ingestor_of(backends).delete(ShopId(shop_id), document.document_id, erase)


async def rollback_document(settings: Settings, shop_id: str, name: str, generation: int | None) -> Generation:
    """An earlier version of the document answers again."""
    async with connect(settings) as backends:
        document = await backends.documents.document_named(ShopId(shop_id), Path(name).name)
        if document is None:
            raise NotFoundError("There is no document of this file name; `kefu documents list` shows them.")
        return await ingestor_of(backends).rollback(ShopId(shop_id), document.document_id, generation)


async def rebuild_index(settings: Settings, shop_id: str) -> int:
    """The shop's vectors made again from SQL."""
    async with connect(settings) as backends:
        return await ingestor_of(backends).rebuild(ShopId(shop_id))


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
