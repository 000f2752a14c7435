"""Replays a task: each gold action is proposed in a turn, approved by a person, and carried out."""

from collections.abc import Sequence
from typing import Literal

from domain.credentials import Principal, Role
from domain.ids import CustomerId
from domain.model import Frozen
from eval.order_snapshot import state_hash
from eval.solvers.turn_service import approve_waiting
from eval.tau.data import GoldAction, Task
from eval.tau.expected import ExpectedStore, projection_of
from eval.tau.gold_reasoner import GoldReasoner
from eval.tau.mapping import READS, MappedAction, mapped
from eval.workbench import Workbench

Verdict = Literal["equal", "different", "partly covered", "not covered", "nothing to do"]
"""partly covered: equal after the actions that our tool layer has; not covered: it has none of them."""


class TaskResult(Frozen):
    """What became of a task."""

    number: int
    verdict: Verdict
    actions: int = 0
    """Carried out through our tools."""
    not_covered: tuple[str, ...] = ()
    """Gold actions that our tool layer has no counterpart of."""
    refused: tuple[str, ...] = ()
    expected_hash: str = ""
    hash: str = ""


async def replay_task(task: Task, bench: Workbench, reasoner: GoldReasoner) -> TaskResult:
    """The end state by hash against what the benchmark's own tools leave, over the actions that both have."""
    writes = [action for action in task.actions if action.name not in READS]
    known = [(action, ours) for action in writes if (ours := mapped(action)) is not None]
    customer = CustomerId(task.user)
    expected = ExpectedStore(await bench.orders.orders_of(bench.shop, customer))
    refused: list[str] = []
    for action, ours in known:
        expected.apply(action)
        refused += await _carry_out(ours, bench, reasoner, customer)
    orders = await bench.orders.orders_of(bench.shop, customer)
    got = state_hash(projection_of(orders, await bench.orders.refunds_of(bench.shop, customer)))
    wanted = state_hash(expected.projection())
    return TaskResult(
        number=task.number,
        verdict=_verdict(writes, len(known), got == wanted),
        actions=len(known) - len(refused),
        not_covered=tuple(action.name for action in writes if mapped(action) is None),
        refused=tuple(refused),
        expected_hash=wanted,
        hash=got,
    )


async def _carry_out(
    ours: MappedAction, bench: Workbench, reasoner: GoldReasoner, customer: CustomerId
) -> Sequence[str]:
    """Why not; empty once it is proposed, approved and done."""
    reasoner.proposing = ours
    caller = Principal(shop=bench.shop, role=Role.CUSTOMER, credential=f"customer:{customer}", customer_id=customer)
    # A conversation of its own for each: an approval must not go stale by the next message.
    result = await bench.turns.result(await bench.turns.submit(caller, f"请办理 {ours.name}"))
    if not result.actions:
        why = reasoner.report.reasons if reasoner.report else ()
        return [f"{ours.name}: {'；'.join(why) or result.outcome}"]
    return [str(each) for each in await approve_waiting(bench, result)]


def _verdict(writes: Sequence[GoldAction], known: int, equal: bool) -> Verdict:
    if not equal:
        return "different"
    if not writes:
        return "nothing to do"
    return "equal" if known == len(writes) else "not covered" if not known else "partly covered"
