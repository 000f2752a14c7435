"""kill -9 at every named step of a turn, an approval, the outbox and its webhooks; then what is there is counted.
A case runs in a process of its own until it is killed, then in the next one, as after a restart. The last time two
processes take it up together. With replicas several processes are at each case from the start, each as if the customer
had sent the same message to it; all of them but one are killed, and what these leave the others take over.
"""

import asyncio
import multiprocessing
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from domain.orders import Customer, Product, ShopData
from tests.integration.agent.core.doubles import ScriptedReasonerDouble
from tests.integration.agent.tools.shop_counter import NOW, an_order
from tests.integration.backends.webhooks.receiver import receiving
from tests.proof.faults import Fatal, Steps
from tests.proof.lives import LIVES, Life, live, order_no
from tests.proof.shop_at_work import SHOP, Place, ShopAtWork, at_work, customer
from tests.proof.verdicts import Verdict, judged

RESTART_SECONDS = 60
"""By which the clock of leases is on after a kill: longer than any lease."""
RANDOM_EVERY = 4
"""One kill in so many comes at a random moment in place of a named step."""
LONGEST = 300.0
"""Seconds after which a process counts as stuck: on a machine that is busy with other things a case takes a minute."""
WATCH_SECONDS = 0.1
"""How often a replica looks whether another one has died, and for what that one left."""
AFTER_A_DEATH_SECONDS = 10.0
"""By which the others' clock of leases is on after it: longer than a turn's lease, so that nobody waits for it."""


@dataclass
class Report:
    """What the kills came to."""

    kills: Counter[str] = field(default_factory=Counter)
    verdicts: list[Verdict] = field(default_factory=list)
    stuck: int = 0
    told: int = 0
    """Events that a webhook's receiver got."""
    told_again: int = 0
    """Of these, under an id that it had before: whoever keeps the ids does nothing twice."""

    def lines(self) -> Iterator[str]:
        """For people."""
        for step, times in sorted(self.kills.items()):
            yield f"  {times:4d}  {step}"
        lost = [w for v in self.verdicts for w in v.lost]
        doubled = [w for v in self.verdicts for w in v.doubled]
        unapproved = [w for v in self.verdicts for w in v.unapproved]
        yield from (f"  ! {what}" for what in (*lost, *doubled, *unapproved))
        total = sum(self.kills.values())
        yield (
            f"{total} kills at {len(self.kills)} steps over {len(self.verdicts)} cases: "
            f"{len(lost)} lost, {len(doubled)} doubled, {len(unapproved)} unapproved, {self.stuck} stuck"
        )
        yield f"{self.told} webhook events received, {self.told_again} more times under the same id"

    @property
    def clean(self) -> bool:
        """Nothing lost, doubled, unapproved or stuck."""
        return not self.stuck and not any(part for verdict in self.verdicts for part in verdict)


def process(
    place: Place, life: Life, number: int, later: float, fatal: Fatal | None, seen: str | None, deaths: Any = None
) -> None:
    """The life of one process.

    Args:
        later: seconds by which the clock of leases is on.
        deaths: shared count of the replicas beside this one that died; None where it is alone.
    """

    steps = Steps(fatal)

    async def work() -> None:
        at = NOW + timedelta(seconds=later)
        async with at_work(place, life.reasoner, steps, at) as shop:
            jobs = [] if deaths is None else [shop.turns.watch(WATCH_SECONDS), _outlive(shop, deaths)]
            beside = [asyncio.create_task(job) for job in jobs]
            try:
                await live(shop, life, number, steps)
            finally:
                for each in beside:
                    each.cancel()
                await asyncio.gather(*beside, return_exceptions=True)

    asyncio.run(work())
    if seen:
        Path(seen).write_text("\n".join(f"{step}\t{times}" for step, times in steps.seen.items()), encoding="utf-8")


async def _outlive(shop: ShopAtWork, deaths: Any) -> None:
    """The leases of the dead run out; those of the living seem to as well, until they are renewed."""
    known = 0
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if (now := deaths.value) > known:
            shop.machine.on(AFTER_A_DEATH_SECONDS * (now - known))
            known = now


class CrashTest:
    """Runs cases, one after the other, over one pair of databases."""

    def __init__(self, place: Place, folder: Path, replicas: int = 1, seed: int = 5) -> None:
        """Args: replicas: processes at each case from its start."""
        self._place, self._folder, self._replicas = place, folder, replicas
        self._random = random.Random(seed)
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.proof.crashes"])
        self._number = 0
        self._known: dict[str, list[Fatal]] = {}
        self.report = Report()

    def run(self, kills: int) -> Report:
        """Kill until there were so many kills, each step of each kind of case in turn."""
        with receiving() as (self._receiver, url, _):
            self._place = replace(self._place, receiver=url)
            self._run(kills)
        heard = Counter(event["id"] for event in self._receiver.events)
        self.report.told, self.report.told_again = len(heard), heard.total() - len(heard)
        return self.report

    def _run(self, kills: int) -> None:
        asyncio.run(self._open())
        for turn, (life, fatal) in enumerate(self._plan()):
            if sum(self.report.kills.values()) >= kills:
                break
            self._case(life, None if turn % RANDOM_EVERY == 0 else fatal)

    def _plan(self) -> Iterator[tuple[Life, Fatal]]:
        """Each step's name in turn, so that the many statements don't crowd out the rest."""
        by_name: dict[str, list[tuple[Life, Fatal]]] = defaultdict(list)
        for life in LIVES:
            self._known[life.kind] = self._steps_of(life)
            for fatal in self._known[life.kind]:
                by_name[fatal.step].append((life, fatal))
        for chosen in by_name.values():
            self._random.shuffle(chosen)
        for turn in count():
            for chosen in by_name.values():
                yield chosen[turn % len(chosen)]

    async def _open(self) -> None:
        async with at_work(self._place, ScriptedReasonerDouble()) as shop:
            await shop.ports.shops.put_shop(SHOP)
            self._receiver.secret = (await shop.webhooks.add(SHOP.id, self._place.receiver)).secret
            await self._merchant(shop, ShopData(products=(Product(sku="B1", name="竹编收纳筐", price=8_850),)))

    async def _merchant(self, shop: ShopAtWork, data: ShopData) -> None:
        await shop.ports.orders.replace_data(SHOP.id, data)

    def _begin(self, life: Life) -> int:
        """A new customer with one order."""
        self._number += 1
        number = self._number

        async def bring() -> None:
            async with at_work(self._place, life.reasoner) as shop:
                card = Customer(id=customer(f"u{number}").customer_id or "")
                order = an_order(order_no(number), life.status, 5, customer=card.id)
                await self._merchant(shop, ShopData(customers=(card,), orders=(order,)))

        asyncio.run(bring())
        return number

    def _steps_of(self, life: Life) -> list[Fatal]:
        """Every step of an undisturbed case, as often as it is reached."""
        number, seen = self._begin(life), self._folder / f"steps-{life.kind}"
        self._wait(self._start(life, number, 0, None, str(seen)))
        if not seen.exists():
            raise RuntimeError(f"the undisturbed case {life.kind!r} didn't come to its end in {LONGEST:.0f} s")
        self._judge(life, number)
        lines = [line.split("\t") for line in seen.read_text(encoding="utf-8").splitlines()]
        return [Fatal(step, n) for step, times in lines for n in range(1, int(times) + 1)]

    def _case(self, life: Life, fatal: Fatal | None) -> None:
        number, restarts = self._begin(life), 0
        # The restart is killed too, somewhere in what it does again.
        for last in (fatal, self._random.choice(self._known[life.kind])):
            self._killed(life, number, restarts, last)
            restarts += 1
        together = [self._start(life, number, restarts, None, None) for _ in range(2)]
        for each in together:
            self._wait(each)
        self._wait(self._start(life, number, restarts + 1, None, None))
        self._judge(life, number)

    def _killed(self, life: Life, number: int, restarts: int, fatal: Fatal | None) -> None:
        """A process that dies at this step, or at some moment; of several replicas all but the last one die."""
        fatals = [fatal, *self._random.choices(self._known[life.kind], k=max(0, self._replicas - 2))]
        deaths = self._processes.Value("i", 0) if self._replicas > 1 else None
        doomed = [(self._start(life, number, restarts, each, None, deaths), each) for each in fatals]
        others: list[BaseProcess] = []
        if deaths is not None:
            # A start before the other, so that what they are to die at falls to them.
            time.sleep(self._random.uniform(0.0, 0.3))
            others.append(self._start(life, number, restarts, None, None, deaths))
        if fatal is None:
            time.sleep(self._random.uniform(0.02, 0.25))
            doomed[0][0].kill()
        if deaths is not None:
            self._tell_of(deaths, [started for started, _ in doomed], others[0])
        for started, step in doomed:
            self._wait(started)
            if started.exitcode == -9:
                self.report.kills["at a random moment" if step is None else step.step] += 1
        for each in others:
            self._wait(each)

    def _tell_of(self, deaths: Any, doomed: list[BaseProcess], other: BaseProcess) -> None:
        """Count the dead for the others, until nobody is left who could die, or who could care."""
        deadline = time.monotonic() + LONGEST
        while other.exitcode is None and None in (codes := [each.exitcode for each in doomed]):
            deaths.value = codes.count(-9)
            if time.monotonic() > deadline:
                return
            time.sleep(0.02)
        deaths.value = [each.exitcode for each in doomed].count(-9)

    def _start(
        self, life: Life, number: int, restarts: int, fatal: Fatal | None, seen: str | None, deaths: Any = None
    ) -> BaseProcess:
        arguments = (self._place, life, number, restarts * RESTART_SECONDS, fatal, seen, deaths)
        started = self._processes.Process(target=process, args=arguments)
        started.start()
        return started

    def _wait(self, started: BaseProcess) -> None:
        started.join(LONGEST)
        if started.exitcode is None:
            started.kill()
            started.join()
            self.report.stuck += 1
        elif started.exitcode not in (0, -9):
            self.report.stuck += 1

    def _judge(self, life: Life, number: int) -> None:
        async def look() -> Verdict:
            # A receiver that a busy machine kept from answering in time is told again hours later, not never.
            async with at_work(self._place, life.reasoner, None, NOW + timedelta(seconds=10 * RESTART_SECONDS)) as shop:
                await shop.tell_the_rest()
                return await judged(shop, life, number, self._receiver.events)

        self.report.verdicts.append(asyncio.run(look()))
