"""Attempts at ids: real ones of others and made-up ones, at every operation that takes an id."""

import asyncio
import random
from pathlib import Path
from typing import NamedTuple

from agent.services import Ports
from domain.credentials import Principal, Role
from domain.intents import Intent
from tests.proof.intrusion.doors import Doors
from tests.proof.intrusion.operations import Operation, operations
from tests.proof.intrusion.two_shops import HERE, VICTIMS_HERE
from tests.proof.intrusion.verdict import Answer, Report

INTRUDERS = (
    "customer without orders", "visitor", "namesake in another shop", "agent of another shop", "admin of another shop",
)  # fmt: skip
LONGEST = 10.0


class Guess(NamedTuple):
    """How a real id is written, and how an absent one of the same kind."""

    name: str
    foreign: str
    absent: str


async def real_ids(doors: Doors, folder: Path) -> dict[str, str]:
    """One of each kind in the victims' shop, made the way they come about."""
    ports, who = doors.services.ports, VICTIMS_HERE[1]
    principal = Principal(shop=HERE, role=Role.CUSTOMER, credential=f"customer:{who.card.id}", customer_id=who.card.id)
    said = await _say(doors, principal, f"帮我取消{who.order.order_no}", Intent.CANCEL_ORDER, who.order.order_no)
    passed = await _say(doors, principal, "转人工", Intent.HUMAN_REQUEST, "")
    agent = await doors.credentials.principal(await doors.credentials.create_key(HERE, Role.AGENT))
    helped = await doors.services.copilot.suggest(agent, said, (), None)
    document = folder / "琴房养护.md"
    document.write_text("# 琴房养护\n\n## 湿度\n琴房湿度保持在百分之五十到六十之间。\n", encoding="utf-8")
    job = await doors.services.ingestor.start(HERE, [document])
    while (await doors.services.ingestor.job(HERE, job.job_id)).status in ("queued", "running"):  # noqa: ASYNC110 (asked for, as over the API)
        await asyncio.sleep(0.1)
    (stored,) = await doors.services.documents.documents(HERE)
    return {
        "conversation_id": said,
        "approval_id": await _approval(ports, said),
        "handoff_id": (await ports.handoffs.handoffs(HERE, None))[0].handoff_id,
        "document_id": stored.document_id,
        "job_id": job.job_id,
        "suggestion_id": helped.suggestions[0].suggestion_id if helped.suggestions else "sug_none",
        "customer_id": who.card.id,
        "turn_id": passed,
        "order_no": who.order.order_no,
    }


async def _say(doors: Doors, who: Principal, text: str, intent: Intent, order_no: str) -> str:
    if doors.reasoner is not None:
        doors.reasoner.asker, doors.reasoner.kind, doors.reasoner.handle = who, "order number", order_no
        doors.reasoner.intent, doors.reasoner.blabs = intent, not order_no
    ticket = await doors.services.turns.submit(who, text)
    await doors.services.turns.result(ticket, 60)
    return ticket.turn.conversation_id


async def _approval(ports: Ports, conversation: str) -> str:
    waiting = await ports.approvals.approvals(HERE, None)
    return next(a.approval_id for a in waiting if a.conversation_id == conversation)


def guesses(real: str) -> list[Guess]:
    """The id itself and what a parser might take for it."""
    head, _, tail = real.rpartition("_")
    changed = "".join("0" if c.isdigit() else "f" if c in "abcdef" else c for c in tail)
    other = (head + "_" if head else "") + changed[::-1]
    if other == real:
        other = f"{real}0"
    spelled = {
        "as it is": lambda x: x,
        "in capitals": str.upper,
        "with a space": lambda x: f"{x} ",
        "percent-encoded twice": lambda x: "".join(f"%{ord(c):02X}" for c in x),
        "with a quote": lambda x: f"{x}' OR '1'='1",
        "with a wildcard": lambda x: f"{x[:-2]}%",
        "with a null": lambda x: f"{x}\x00",
        "with a path": lambda x: f"x/../{x}",
        "full-width": lambda x: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in x),
    }
    return [Guess(name, spell(real), spell(other)) for name, spell in spelled.items()]


async def by_id(doors: Doors, report: Report, ids: dict[str, str], number: int) -> None:
    """So many attempts: each operation, field, spelling and intruder in turn."""
    tried = [
        (operation, field, guess, intruder)
        for guess_at in range(9)
        for operation in operations(doors.openapi)
        if operation.protected
        for field in operation.id_fields
        for guess in guesses(ids.get(field) or ids["conversation_id"])[guess_at : guess_at + 1]
        for intruder in INTRUDERS
    ]
    # A few of them have to be a fair sample of all.
    random.Random(3).shuffle(tried)
    for n in range(number):
        operation, field, guess, intruder = tried[n % len(tried)]
        what = f"{intruder} at {operation.method.upper()} {operation.path}, {field} {guess.name}"
        foreign = await _call(doors, operation, intruder, field, guess.foreign)
        absent = await _call(doors, operation, intruder, field, guess.absent)
        report.attempts[f"guessed {field}"] += 1
        report.statuses[foreign.status] += 1
        report.told(what, foreign.text, guess.foreign)
        report.compared(what, foreign.alike(guess.foreign), absent.alike(guess.absent))
        if foreign.status >= 500:
            report.failed.append(f"{what}: {foreign.status}")


async def _call(doors: Doors, operation: Operation, intruder: str, field: str, value: str) -> Answer:
    def value_of(name: str) -> str:
        return value if name == field else "x_1"

    method, path, body = operation.request(value_of)
    if isinstance(body, dict):
        # One id at a time: two at once are refused for being two.
        body = {k: v for k, v in body.items() if k == field or not k.endswith("_id") or k in operation.needed}
    who = doors.intruders[intruder]
    if doors.reasoner is not None:
        doors.reasoner.asker, doors.reasoner.handle = who.principal, ""
    sent = {"Authorization": f"Bearer {who.secret}"}
    try:
        response = await asyncio.wait_for(doors.client.request(method, path, json=body, headers=sent), LONGEST)
    except TimeoutError:
        return Answer(200, "a stream that goes on")
    return Answer.of(response)
