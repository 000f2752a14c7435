"""The graph's state. Only ``settled`` and ``decision`` are ever checkpointed: the rest is made again by a rerun."""

from typing import Annotated, Literal, NotRequired, TypedDict

from langgraph.channels import UntrackedValue
from pydantic import JsonValue

from agent.handover import HandoverPlan
from agent.tools.gather import Gathered
from domain.analysis import Analysis
from domain.reply import Draft, Failure


class InputState(TypedDict):
    """What a run starts from."""

    message: Annotated[str, UntrackedValue(str)]
    """As the customer sent it."""


class Outgoing(TypedDict):
    """What a decided turn leads to."""

    text: str
    """For the customer; empty when an execution will tell them."""
    ai_generated: bool
    execute: NotRequired[dict[str, JsonValue]]
    """The approved action as ``ActionProposal`` JSON."""


class State(TypedDict, total=False):
    """A turn on its way. Written once by the node named, read by those after it."""

    message: Annotated[str, UntrackedValue(str)]
    text: Annotated[str, UntrackedValue(str)]
    """screen_input: sanitised, secrets redacted."""
    injection: Annotated[bool, UntrackedValue(bool)]
    """screen_input: the message tries to instruct the bot."""
    analysis: Annotated[Analysis, UntrackedValue(Analysis)]
    """triage: from the customer's words only; settle takes the risk topic away that a document has settled."""
    gathered: Annotated[Gathered, UntrackedValue(Gathered)]
    """gather_evidence: data; nothing in it may change a route."""
    draft: Annotated[Draft, UntrackedValue(Draft)]
    """compose_reply."""
    failures: Annotated[tuple[Failure, ...], UntrackedValue(tuple)]
    """verify_reply: of the latest draft; empty when it passed."""
    tries: Annotated[int, UntrackedValue(int)]
    """compose_reply: 1 or 2."""
    route: Annotated[Literal["deliver", "await_approval", "hand_off"], UntrackedValue(str)]
    """settle."""
    case: Annotated[str, UntrackedValue(str)]
    """settle: why a person has to look after a parcel beside the reply; empty when nobody has to."""
    handover: Annotated[HandoverPlan, UntrackedValue(HandoverPlan)]
    """hand_off."""
    settled: dict[str, JsonValue]
    """settle: what an approval shows, enough to deliver it in another process later."""
    decision: dict[str, JsonValue]
    """await_approval: what the person decided."""
    outgoing: Outgoing
    """deliver."""
