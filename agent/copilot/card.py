"""The customer's card beside a conversation: who it is, what they bought, what is open."""

from agent.promises.desk import unkept
from agent.promises.ledger import promise_line
from agent.services import Ports
from agent.tools.describe.masking import masked_name, masked_phones
from domain.copilot import CustomerCard
from domain.errors import KefuError
from domain.ids import CustomerId
from domain.money import yuan_text
from domain.orders import Order
from domain.profiles import Profile
from domain.shop import Shop

ORDERS = 5
CONTACTS = 5


async def customer_card(ports: Ports, shop: Shop, customer_id: CustomerId | None) -> CustomerCard | None:
    """The card of a signed-in customer; what a merchant's system can't tell now is left out."""
    if customer_id is None:
        return None
    try:
        customer = await ports.orders.customer(shop.id, customer_id)
        orders = await ports.orders.orders_of(shop.id, customer_id)
    except KefuError:
        customer, orders = None, []
    talks = await ports.conversations.conversations(shop.id, f"customer:{customer_id}", CONTACTS)
    profile = await ports.copilot.profile(shop.id, customer_id)
    theirs = {talk.conversation_id for talk in talks}
    approvals = [a for a in await ports.approvals.approvals(shop.id, "pending", 10_000) if a.conversation_id in theirs]
    handoffs = [h for h in await ports.handoffs.handoffs(shop.id) if h.conversation_id in theirs]
    promises = await unkept(ports, shop.id, tuple(theirs))
    now = ports.clock_of(shop).now()
    return CustomerCard(
        customer_id=customer_id,
        name=masked_name(customer.name) if customer else "",
        tier=customer.tier if customer else "",
        phone=masked_phones(customer.phone) if customer else "",
        orders=tuple(map(_order_line, orders[:ORDERS])),
        contacts=tuple(f"{talk.updated_at:%Y-%m-%d %H:%M} {talk.mode}" for talk in talks),
        open_matters=(
            *(f"待审批 {a.action.preview if a.action else '回复草稿'}" for a in approvals),
            *(f"转人工 {h.topic} {h.reason}" for h in handoffs if h.status != "resolved"),
            *(f"已承诺 {promise_line(p, now)}" for p in promises),
        ),
        remembered=_remembered(profile) if profile else (),
    )


def _remembered(profile: Profile) -> tuple[str, ...]:
    asked = "、".join(f"{name} {count}次" for name, count in profile.categories.items())
    lines = (
        f"咨询过 {asked}" if asked else "",
        f"关心过 {'、'.join(profile.products[:5])}" if profile.products else "",
        f"常用规格 {'、'.join(profile.specs[:5])}" if profile.specs else "",
        f"有{profile.unhappy}次不满意" if profile.unhappy else "",
        "在意价格" if profile.price_sensitive else "",
    )
    return tuple(line for line in lines if line)


def _order_line(order: Order) -> str:
    return f"{order.order_no} {order.status} {order.created_at:%Y-%m-%d} {yuan_text(order.total)}元"
