"""Two at the same moment: what each side does, and what has to be there afterwards."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from domain.analysis import Analysis, IntentScore
from domain.approvals import Decision
from domain.conversation import Opening
from domain.errors import StaleError
from domain.ids import ApprovalId, ConversationId
from domain.intents import Intent, Speaker
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft
from tests.integration.agent.core.doubles import ScriptedReasonerDouble, proposing, quoting
from tests.proof.lives import order_no
from tests.proof.shop_at_work import ADMIN, AGENT, SHOP, ShopAtWork, customer

Kind = Literal[
    "two approvals", "approval and rejection", "approval and message", "two messages", "one key twice",
    "two workers", "a late worker", "two resumes", "two recoveries",
]  # fmt: skip
QUESTION = "怎么登记退换"


class ReadingDouble(ScriptedReasonerDouble):
    """Takes what names an order for the wish to have its money back, anything else for a question."""

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """By the text."""
        wish = "AB2026" in request.text
        intent = Intent.RETURN_QUALITY if wish else Intent.PRODUCT_INFO
        read = await super().analyse(request)
        scores = (IntentScore(name=intent, confidence=0.95),)
        return read.model_copy(update={"intents": scores, "request": "do" if wish else "ask"})

    async def compose(self, request: CompositionRequest) -> Draft:
        """A proposal where there is one."""
        return proposing(request) if any(report.proposal for report in request.actions) else quoting(request)


class Pair(NamedTuple):
    """One case, as both sides get it."""

    kind: Kind
    number: int
    conversation: ConversationId | None = None
    approval: ApprovalId | None = None
    version: int = 1


@dataclass(frozen=True)
class End:
    """What was found afterwards."""

    asked: int
    replies: int
    acts: int
    told: tuple[str, str]
    """What each side came to."""


async def prepared(shop: ShopAtWork, kind: Kind, number: int) -> Pair:
    """The case up to the moment before."""
    who = customer(f"u{number}")
    if kind in ("two messages", "one key twice"):
        ticket = await shop.turns.submit(who, QUESTION)
        await shop.turns.result(ticket, 60)
        return Pair(kind, number, ticket.turn.conversation_id)
    if kind == "two recoveries":
        return Pair(kind, number, await _left_behind(shop, number))
    ticket = await shop.turns.submit(who, f"订单{order_no(number)}收到就坏了，仅退款")
    await shop.turns.result(ticket, 60)
    conversation = ticket.turn.conversation_id
    (approval,) = [a for a in await shop.desk.approvals(AGENT, "pending", 10_000) if a.conversation_id == conversation]
    if kind in ("two workers", "a late worker", "two resumes"):
        await shop.desk.decide(AGENT, approval.approval_id, Decision(decision="approve", version=approval.version))
    if kind in ("two workers", "a late worker"):
        await shop.worker.work_once()
    return Pair(kind, number, conversation, approval.approval_id, approval.version)


async def _left_behind(shop: ShopAtWork, number: int) -> ConversationId:
    """A message whose worker died right after it was stored."""
    who = customer(f"u{number}")
    opening = Opening(
        shop=SHOP.id, owner=who.owner, customer_id=who.customer_id, conversation_id=None, text=QUESTION,
        idempotency_key=None, at=shop.clock.now(), worker="dead", leased_at=shop.machine.now(), lease_seconds=0.001,
    )  # fmt: skip
    return (await shop.ports.conversations.begin(opening)).conversation.conversation_id


async def act(shop: ShopAtWork, pair: Pair, side: int) -> str:
    """One side's part; returns what it came to."""
    return await _ACTS[pair.kind](shop, pair, side)


async def beside(shop: ShopAtWork) -> str:
    """What a further replica does at that moment: look for turns and effects that somebody left."""
    await shop.turns.recover()
    await shop.worker.work_once()
    return "worked beside"


async def _decide(shop: ShopAtWork, pair: Pair, decision: Literal["approve", "reject"]) -> str:
    assert pair.approval is not None
    try:
        await shop.desk.decide(ADMIN, pair.approval, Decision(decision=decision, version=pair.version))
    except StaleError:
        return "stale"
    return decision


async def _say(shop: ShopAtWork, pair: Pair, text: str, key: str | None = None) -> str:
    ticket = await shop.turns.submit(customer(f"u{pair.number}"), text, pair.conversation, key)
    await shop.turns.result(ticket, 60)
    return ticket.turn.turn_id


async def _both_approve(shop: ShopAtWork, pair: Pair, _side: int) -> str:
    return await _decide(shop, pair, "approve")


async def _approve_or_reject(shop: ShopAtWork, pair: Pair, side: int) -> str:
    return await _decide(shop, pair, "approve" if side else "reject")


async def _approve_or_say(shop: ShopAtWork, pair: Pair, side: int) -> str:
    return await _decide(shop, pair, "approve") if side else await _say(shop, pair, QUESTION)


async def _both_say(shop: ShopAtWork, pair: Pair, side: int) -> str:
    return await _say(shop, pair, f"{QUESTION}{side}")


async def _same_key(shop: ShopAtWork, pair: Pair, _side: int) -> str:
    return await _say(shop, pair, QUESTION, f"key-{pair.number}")


async def _work(shop: ShopAtWork, _pair: Pair, _side: int) -> str:
    await shop.worker.work_once()
    return "worked"


async def _work_late(shop: ShopAtWork, _pair: Pair, side: int) -> str:
    # This side's clock has run on by more than the lease, as after a long pause: it takes the other's claim for dead.
    shop.machine.on(45.0 * side)
    await shop.worker.work_once()
    shop.machine.on(-45.0 * side)
    return "worked"


async def _recover(shop: ShopAtWork, _pair: Pair, _side: int) -> str:
    shop.machine.on(1)
    await shop.turns.recover()
    await shop.turns.drain()
    return "recovered"


_ACTS: dict[Kind, Callable[[ShopAtWork, Pair, int], Awaitable[str]]] = {
    "two approvals": _both_approve,
    "approval and rejection": _approve_or_reject,
    "approval and message": _approve_or_say,
    "two messages": _both_say,
    "one key twice": _same_key,
    "two workers": _work,
    "a late worker": _work_late,
    "two resumes": _work,
    "two recoveries": _recover,
}
KINDS: tuple[Kind, ...] = tuple(_ACTS)


async def found(shop: ShopAtWork, pair: Pair, told: tuple[str, str]) -> End:
    """What is there."""
    who = customer(f"u{pair.number}")
    assert pair.conversation is not None
    assert who.customer_id is not None
    said = await shop.ports.conversations.messages(SHOP.id, pair.conversation)
    asked = sum(m.speaker is Speaker.CUSTOMER for m in said)
    acts = await shop.ports.orders.refunds_of(SHOP.id, who.customer_id, order_no(pair.number))
    return End(asked, len(said) - asked, len(acts), told)


def fault(pair: Pair, end: End) -> str | None:
    """What is wrong with it; None when each thing happened once."""
    wanted = _wanted(pair.kind, end)
    is_so = (end.asked, end.replies, end.acts)
    if wanted is None:
        return f"{pair.kind}: the sides came to {end.told}"
    return None if is_so == wanted else f"{pair.kind}: (asked, replies, acts) is {is_so}, not {wanted}; {end.told}"


def _wanted(kind: Kind, end: End) -> tuple[int, int, int] | None:
    """Messages, replies and acts that these outcomes must have led to; None where the outcomes themselves are wrong."""
    won = [what for what in end.told if what in ("approve", "reject")]
    match kind:
        case "two approvals" | "approval and rejection":
            return (1, 2, int(won == ["approve"])) if len(won) == 1 else None
        case "approval and message":
            return (2, 2 + len(won), len(won))
        case "two messages":
            # One turn for both where the second came before the first had its reply.
            return (3, 1 + len(set(end.told)), 0)
        case "one key twice":
            return (2, 2, 0) if len(set(end.told)) == 1 else None
        case "two recoveries":
            return (1, 1, 0)
        case _:
            return (1, 2, 1)
