"""Rows of ``approvals``, inside the caller's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from backends.sql.tables import approvals
from backends.sql.vault import owner_in, seal
from domain.approvals import BOT, ActionProposal, Approval
from domain.ids import ConversationId, ShopId
from domain.writes import ActionStatus, AuditEntry

_PENDING = (
    select(approvals.c.body)
    .where(approvals.c.conversation_id == bindparam("id"), approvals.c.status == "pending")
    .with_for_update()
)
_PUT = update(approvals).where(approvals.c.approval_id == bindparam("id"))

ASKED_ANEW = "客户又提了同样的申请，以新的为准"
FINAL = ("done", "refused")
"""An action that came to one of these stays there; ``unknown`` may still be cleared up by a person."""


def approval_row(connection: Connection, approval: Approval) -> dict[str, Any]:
    """The approval as it is stored: the body, and in columns what is looked up and compared."""
    action = approval.action
    return {
        "approval_id": approval.approval_id,
        "shop": approval.shop,
        "conversation_id": approval.conversation_id,
        "action_id": action.action_id if action else None,
        "status": approval.status,
        "version": approval.version,
        "shown_hash": approval.shown_hash,
        "created_at": approval.created_at,
        "expires_at": approval.expires_at,
        "order_no": (action.order_no or action.args.get("order_no")) if action else None,
        "body": seal(owner_in(connection, approval.conversation_id), approval.model_dump_json()),
    }


def add_approval(connection: Connection, approval: Approval) -> None:
    """Store a new approval."""
    connection.execute(insert(approvals), approval_row(connection, approval))


def put_approval(connection: Connection, approval: Approval) -> None:
    """Replace a stored approval; the caller holds its lock."""
    connection.execute(_PUT, {"id": approval.approval_id, **approval_row(connection, approval)})


def replace_earlier(connection: Connection, approval: Approval) -> list[Approval]:
    """Close what the bot proposed before of the same change to the same order: the customer has asked anew.

    Returns: what was closed. Another approved beside this one would do it twice.
    """
    action = approval.action
    if action is None or action.order_no is None or approval.proposer != BOT:
        return []
    found = select(approvals.c.body).where(
        approvals.c.shop == approval.shop,
        approvals.c.order_no == action.order_no,
        approvals.c.status == "pending",
        approvals.c.approval_id != approval.approval_id,
    )
    closed: list[Approval] = []
    for body in connection.execute(found.order_by(approvals.c.approval_id).with_for_update()).scalars().all():
        earlier = Approval.model_validate_json(body)
        if earlier.proposer == BOT and earlier.customer_id == approval.customer_id and _same(earlier.action, action):
            change = {
                "status": "stale",
                "version": earlier.version + 1,
                "stale_reason": ASKED_ANEW,
            }
            closed.append(earlier.model_copy(update=change))
            put_approval(connection, closed[-1])
    return closed


def _same(earlier: ActionProposal | None, action: ActionProposal) -> bool:
    """The same change of the same goods; another amount, title or address is what was asked for last."""
    return earlier is not None and (earlier.name, earlier.args.get("items")) == (action.name, action.args.get("items"))


def outdate_approvals(connection: Connection, conversation_id: ConversationId, at: datetime) -> list[AuditEntry]:
    """Give the conversation's pending approvals a new version: the customer has said more than the person has seen.

    Returns: what the audit log has to say of it.
    """
    entries: list[AuditEntry] = []
    for body in connection.execute(_PENDING, {"id": conversation_id}).scalars().all():
        approval = Approval.model_validate_json(body)
        changed = approval.model_copy(update={"version": approval.version + 1})
        put_approval(connection, changed)
        entries.append(changed.entry(at, "customer", "approval.outdated", "newer_message"))
    return entries


def set_action_status(connection: Connection, shop: ShopId, status: ActionStatus) -> Approval | None:
    """Note what became of an action; a final status is kept. Returns: the approval, if the status is a new one."""
    found = select(approvals.c.body).where(approvals.c.action_id == status.action_id, approvals.c.shop == shop)
    body = connection.execute(found.with_for_update()).scalar_one_or_none()
    if body is None:
        return None
    approval = Approval.model_validate_json(body)
    if approval.action is None or approval.action.status in FINAL:
        return None
    action = approval.action.model_copy(update={"status": status.status, "message": status.message})
    changed = approval.model_copy(update={"action": action})
    put_approval(connection, changed)
    return changed if approval.action.status != status.status else None
