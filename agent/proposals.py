"""Actions that a human agent proposes in a conversation; another person approves them."""

from datetime import timedelta

from agent.services import Ports
from agent.tools.context import ToolContext
from agent.tools.propose import propose_action
from domain.approvals import ActionProposal, Approval
from domain.conversation import Message
from domain.credentials import Principal
from domain.errors import InvalidInputError, StaleError
from domain.ids import ActionId, ApprovalId, ConversationId, TurnId, new_id
from domain.intents import Speaker
from domain.reply import ProposedAction
from domain.writes import AuditEntry, Writes


class ProposalDesk:
    """Takes proposals; the rules are asked as for the bot's own."""

    def __init__(self, ports: Ports) -> None:
        """Args: ports: the outside."""
        self._ports = ports

    async def propose(
        self, principal: Principal, conversation_id: ConversationId, name: str, args: dict[str, object]
    ) -> Approval:
        """A pending approval of this action for the conversation's own customer.

        Raises:
            NotFoundError: no such conversation in this shop.
            InvalidInputError: the rules don't allow it, or the customer isn't signed in.
            StaleError: the same action waits already.
            UnavailableError: the order backend doesn't answer.
        """
        ports, shop = self._ports, await self._ports.shops.get_shop(principal.shop)
        conversation = await ports.conversations.conversation(shop.id, conversation_id)
        now = ports.clock_of(shop).now()
        tools = ToolContext(
            shop=shop, customer_id=conversation.customer_id, orders=ports.orders, search=ports.search, now=now
        )
        report = await propose_action(name, args, tools)
        if not report.allowed or report.proposal is None:
            raise InvalidInputError("The shop's rules don't allow this action now: " + "；".join(report.reasons))
        asked = _last_question(await ports.conversations.messages(shop.id, conversation_id))
        action = _proposal(report.proposal)
        waiting = await ports.approvals.of_conversation(shop.id, conversation_id)
        if any(
            a.action and a.status == "pending" and (a.action.name, a.action.args) == (name, action.args)
            for a in waiting
        ):
            raise StaleError("The same action waits for a decision already.")
        approval = Approval(
            approval_id=ApprovalId(new_id("apv")),
            shop=shop.id,
            conversation_id=conversation_id,
            turn_id=asked.turn_id or TurnId(""),
            customer_id=conversation.customer_id,
            kind="action",
            question=asked.text,
            action=action,
            checks=report.proposal.eligibility,
            proposer=principal.credential,
            created_at=now,
            expires_at=now + timedelta(hours=shop.rules.approval_hours),
        )
        entry = AuditEntry(
            at=now,
            actor=principal.credential,
            act="approval.created",
            subject=approval.approval_id,
            detail={"kind": "action", "name": name},
        )
        await ports.conversations.write(shop.id, Writes(approvals=(approval,), audit=(entry,)))
        return approval


def _proposal(proposed: ProposedAction) -> ActionProposal:
    return ActionProposal(action_id=ActionId(new_id("act")), **proposed.model_dump())


def _last_question(messages: list[Message]) -> Message:
    """Raises: InvalidInputError: the customer has said nothing."""
    for message in reversed(messages):
        if message.speaker is Speaker.CUSTOMER:
            return message
    raise InvalidInputError("There is no customer message that this action could answer.")
