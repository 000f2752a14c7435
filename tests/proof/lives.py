"""What a customer's message can come to, from the message to its last effect; every step may be taken again."""

from dataclasses import dataclass
from typing import Literal

from domain.approvals import Approval, Decision
from domain.errors import StaleError
from domain.intents import Intent
from domain.orders import OrderStatus
from tests.integration.agent.core.doubles import ScriptedReasonerDouble, inventing, proposing, quoting
from tests.proof.faults import Steps
from tests.proof.shop_at_work import ADMIN, ShopAtWork, customer

Kind = Literal["answer", "handoff", "refund", "edited", "rejected", "cancel", "draft", "expired", "burst"]


@dataclass(frozen=True)
class Life:
    """One kind of case, and what has to be there at its end."""

    kind: Kind
    status: OrderStatus
    says: str
    intent: Intent
    decision: Literal["approve", "edit", "reject"] | None
    replies: int | None
    """To the customer; None: one for each turn that a burst has become."""
    acts: int
    """At the merchant."""
    says_more: str = ""
    """A second message, before there is a reply to the first."""

    @property
    def reasoner(self) -> ScriptedReasonerDouble:
        """Reads and writes as this case needs it."""
        done = self.kind in ("refund", "edited", "rejected", "cancel", "expired")
        write = proposing if done else inventing if self.kind == "handoff" else quoting
        reading = {"intents": ({"name": self.intent, "confidence": 0.95},), "request": "do" if done else "ask"}
        return ScriptedReasonerDouble(reading=reading, drafts=(write,))


_BROKEN = "订单{no}收到就坏了，仅退款"
LIVES = (
    Life("answer", "已签收", "怎么登记退换", Intent.PRODUCT_INFO, None, 1, 0),
    Life("handoff", "已签收", "怎么登记退换", Intent.PRODUCT_INFO, None, 1, 0),
    Life("refund", "已签收", _BROKEN, Intent.RETURN_QUALITY, "approve", 2, 1),
    Life("edited", "已签收", _BROKEN, Intent.RETURN_QUALITY, "edit", 2, 1),
    Life("rejected", "已签收", _BROKEN, Intent.RETURN_QUALITY, "reject", 2, 0),
    Life("cancel", "待发货", "帮我取消订单{no}", Intent.CANCEL_ORDER, "approve", 2, 1),
    Life("draft", "已签收", "怎么登记退换", Intent.COMPLAINT, "approve", 2, 0),
    Life("expired", "已签收", _BROKEN, Intent.RETURN_QUALITY, None, 2, 0),
    Life("burst", "已签收", "在吗", Intent.PRODUCT_INFO, None, None, 0, "怎么登记退换"),
)


async def live(shop: ShopAtWork, life: Life, number: int, steps: Steps) -> None:
    """From wherever it was left: what a server does at start, a client that sends again, a person who decides."""
    await shop.turns.recover()
    await shop.turns.drain()
    who = customer(f"u{number}")
    text = life.says.format(no=order_no(number))
    ticket = await shop.turns.submit(who, text, None, f"key-{number}", lambda node: steps.reached(f"node {node}"))
    if life.says_more:
        more = await shop.turns.submit(who, life.says_more, ticket.turn.conversation_id, f"more-{number}")
        await shop.turns.result(more, 60)
    await shop.turns.result(ticket, 60)
    if life.kind == "expired":
        shop.clock.on(49 * 3600)
        await shop.worker.expire()
    elif life.decision is not None:
        await _decide(shop, life, ticket.turn.turn_id)
    await shop.work_off()


async def _decide(shop: ShopAtWork, life: Life, turn_id: str) -> None:
    for approval in await shop.desk.approvals(ADMIN, "pending"):
        if approval.turn_id != turn_id:
            continue
        try:
            await shop.desk.decide(ADMIN, approval.approval_id, _decision(life, approval))
        except StaleError:
            # Somebody else was faster; what they decided is carried out below.
            continue


def _decision(life: Life, approval: Approval) -> Decision:
    assert life.decision is not None
    args = {"amount": 1_000} if life.decision == "edit" else None
    return Decision(decision=life.decision, version=approval.version, args=args)


def order_no(number: int) -> str:
    """The order of case no. ``number``."""
    return f"AB2026{number:06d}"
