"""What a customer's standing adds to a handoff: their tier, and that people had the matter before."""

from dataclasses import dataclass

from agent.services import Ports
from domain.errors import KefuError
from domain.handoffs import Handoff
from domain.ids import ConversationId, CustomerId
from domain.intents import Queue
from domain.shop import Shop

OFTEN = 2
"""From the third handoff of one conversation on it is a matter for experts: handing it back did not settle it."""


@dataclass(frozen=True)
class Standing:
    """Who waits, and for the how-manieth time."""

    tier: str = ""
    earlier: tuple[Handoff, ...] = ()
    """Resolved handoffs of the conversation, latest first."""

    def priority(self, priority: int, shop: Shop) -> int:
        """A step less for a high tier, and for a matter that comes back; 1 stays for danger."""
        high = any(name.lower() in self.tier.lower() for name in shop.priority_tiers if name)
        return min(priority, max(2, priority - high - bool(self.earlier)))

    def queue(self, queue: Queue) -> Queue:
        """Experts, where people have had it often."""
        return Queue.EXPERT if queue is Queue.BASIC and len(self.earlier) >= OFTEN else queue

    def lines(self) -> tuple[str, ...]:
        """For the summary."""
        lines = [f"【客户】等级 {self.tier}"] if self.tier else []
        if self.earlier:
            last = self.earlier[0]
            by = f"，上次由 {last.claimed_by} 处理" if last.claimed_by else ""
            lines.append(f"【再次转接】这个会话第{len(self.earlier) + 1}次转人工{by}，上次原因：{last.reason}")
        return tuple(lines)


async def standing_of(
    ports: Ports, shop: Shop, conversation_id: ConversationId, customer_id: CustomerId | None
) -> Standing:
    """Look it up; an order system that can't tell the tier now doesn't hold a handoff up."""
    earlier = await ports.handoffs.resolved_handoffs(shop.id, conversation_id)
    tier = ""
    if customer_id is not None:
        try:
            customer = await ports.orders.customer(shop.id, customer_id)
            tier = customer.tier if customer else ""
        except KefuError:
            tier = ""
    return Standing(tier=tier, earlier=tuple(earlier))
