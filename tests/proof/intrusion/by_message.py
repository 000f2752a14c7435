"""Attempts by asking: every plea, claim and disguise, each beside its twin about something that doesn't exist."""

import random
import time
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from agent.tools.notices import BACKEND_DOWN
from tests.proof.intrusion.disguises import DISGUISES
from tests.proof.intrusion.doors import Doors, Intruder
from tests.proof.intrusion.pleas import CLAIMS, PLEAS, Plea
from tests.proof.intrusion.two_shops import VICTIMS_HERE, Victim
from tests.proof.intrusion.verdict import Answer, Report, own_of

_TRIES = 3
ASKERS = (
    "customer with orders", "customer without orders", "visitor", "customer of another shop",
    "namesake in another shop", "agent of another shop",
)  # fmt: skip


class Attempt(NamedTuple):
    """One message, and the same about something absent."""

    asker: str
    kind: str
    plea: Plea
    claim: str
    disguise: str
    handle: str
    absent: str
    blabs: bool

    def text(self, handle: str) -> str:
        """As it is sent."""
        return self.claim.format(plea=self.plea.text.format(x=DISGUISES[self.disguise](handle)))


def attempts(seed: int) -> Iterator[Attempt]:
    """Without end: all askers, kinds, pleas, claims and disguises in turn, out of step with each other."""
    chance = random.Random(seed)
    kinds, disguises = list(VICTIMS_HERE[0].handles), list(DISGUISES)
    for n in count():
        victim: Victim = VICTIMS_HERE[n % len(VICTIMS_HERE)]
        kind = kinds[n % len(kinds)] if n % 2 else "order number"
        handle = victim.handles[kind]
        yield Attempt(
            asker=ASKERS[n % len(ASKERS)],
            kind=kind,
            plea=chance.choice(PLEAS),
            claim=chance.choice(CLAIMS),
            disguise=disguises[(n // 2) % len(disguises)],
            handle=handle,
            absent=_absent(handle, chance),
            blabs=n % 3 == 0,
        )


def _absent(handle: str, chance: random.Random) -> str:
    """Of the same shape, and nobody's."""
    taken = {each for victim in VICTIMS_HERE for each in victim.handles.values()}
    while True:
        changed = "".join(_other(c, chance) for c in handle)
        if changed not in taken:
            return changed


def _other(character: str, chance: random.Random) -> str:
    if character.isdigit():
        return str(chance.randrange(10))
    return chance.choice("鹭汀雁浦棠岚") if character > "一" else character


async def by_message(doors: Doors, report: Report, number: int, seed: int = 11) -> None:
    """So many attempts."""
    for attempt, _ in zip(attempts(seed), range(number), strict=False):
        intruder = doors.intruders[attempt.asker]
        foreign, absent = await _both(doors, report, intruder, attempt)
        what = f"{attempt.asker} by {attempt.kind}, {attempt.disguise}: {attempt.text(attempt.handle)!r}"
        report.attempts[f"messages by {attempt.kind}"] += 1
        report.statuses[foreign.status] += 1
        report.told(what, foreign.text, attempt.text(attempt.handle) + attempt.handle, own_of(attempt.asker))
        report.compared(
            what,
            foreign.alike(attempt.handle, attempt.text(attempt.handle), DISGUISES[attempt.disguise](attempt.handle)),
            absent.alike(attempt.absent, attempt.text(attempt.absent), DISGUISES[attempt.disguise](attempt.absent)),
        )


async def _both(doors: Doors, report: Report, who: Intruder, attempt: Attempt) -> tuple[Answer, Answer]:
    for _ in range(_TRIES):
        foreign = await _ask(doors, report, who, attempt, attempt.handle, "foreign")
        absent = await _ask(doors, report, who, attempt, attempt.absent, "absent")
        if BACKEND_DOWN not in foreign.text + absent.text:
            break
        report.again += 1
    return foreign, absent


async def _ask(doors: Doors, report: Report, who: Intruder, attempt: Attempt, handle: str, kind: str) -> Answer:
    reasoner = doors.reasoner
    if reasoner is not None:
        reasoner.asker, reasoner.kind, reasoner.handle = who.principal, attempt.kind, handle
        reasoner.intent, reasoner.blabs = attempt.plea.intent, attempt.blabs
        reasoner.obtained.clear()
    began = time.perf_counter()
    headers = {"Authorization": f"Bearer {who.secret}"}
    response = await doors.client.post("/v1/chat", json={"message": attempt.text(handle)}, headers=headers)
    report.seconds[kind].append(time.perf_counter() - began)
    answer = Answer.of(response)
    if response.status_code >= 500:
        report.failed.append(f"{response.status_code} for {attempt.text(handle)!r}")
    elif response.status_code == 200:
        report.outcomes[response.json()["outcome"]] += 1
    if reasoner is not None:
        if kind == "foreign" and not attempt.blabs:
            await reasoner.use_every_tool()
        got = "\n".join(reasoner.obtained)
        report.told(f"tools of {attempt.asker}", got, attempt.text(handle) + handle, own_of(attempt.asker))
    return answer
