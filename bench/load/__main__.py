"""make load-test: turns a second, times and losses under load, embedded.

python -m bench.load [--database sqlite|postgres] [--replicas N] [--levels 1,8,64,512] [--seconds 15] [--folder demo]
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from bench.load.calls import Call, Customers
from bench.load.ground import Database, Ground, ground
from bench.load.phases import came, level, median, overload, quantile

PLAN: tuple[tuple[Database, int], ...] = (("sqlite", 1), ("postgres", 1), ("postgres", 2))
HEAD = f"{'conversations':>14}{'turns/s':>9}{'p50':>9}{'p99':>9}{'p99.9':>9}  came to (times in ms)"


def main() -> None:
    """Run the plan, or one part of it; the exit code tells whether anything was lost or failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--database", choices=["sqlite", "postgres"])
    asked.add_argument("--replicas", type=int, default=1)
    asked.add_argument("--levels", default="1,8,64,512")
    asked.add_argument("--seconds", type=float, default=15.0)
    asked.add_argument("--folder", type=Path, default=Path("demo"), help="of the shop that is served")
    options = asked.parse_args()
    plan = ((options.database, options.replicas),) if options.database else PLAN
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    clean = True
    for database, replicas in plan:
        print(f"\n{database}, {replicas} replica(s)\n{HEAD}", flush=True)
        with ground(database, replicas, options.folder) as place:
            clean &= asyncio.run(_run(place, [int(each) for each in options.levels.split(",")], options.seconds))
    sys.exit(0 if clean else 1)


async def _run(place: Ground, levels: list[int], seconds: float) -> bool:
    customers = Customers(place.bases, place.key, max(*levels, 256))
    calls: list[Call] = []
    try:
        for _ in range(8):
            calls.append(await customers.say())
        await asyncio.to_thread(place.settle)
        alone = capacity = 0.0
        for conversations in levels:
            cpu, stored = place.cpu_seconds(), place.bytes_stored()
            found = await level(customers, conversations, seconds)
            calls += found.calls
            done = max(1, len(found.answered))
            cpu, stored = (place.cpu_seconds() - cpu) / done, (place.bytes_stored() - stored) // done
            cost = f"{1000 * cpu:.0f} ms CPU, {stored} B a turn"
            alone = alone or median(found.answered)
            capacity = max(capacity, found.per_second)
            times = "".join(f"{quantile(found.answered, share) * 1000:>9.0f}" for share in (0.5, 0.99, 0.999))
            print(f"{conversations:>14}{found.per_second:>9.1f}{times}  {_told(found.calls)}; {cost}", flush=True)
        flood = await overload(customers, 3 * capacity, seconds, alone, patience=60)
        calls += flood.calls
        refused = sorted(call.seconds for call in flood.calls if call.came == "refused")
        print(
            f"{'overload':>14}{flood.offered:>9.1f} offered a second for {flood.seconds:.0f} s: {_told(flood.calls)}\n"
            f"{'':>14} goodput {flood.goodput:.1f}/s, {100 * flood.goodput / capacity:.0f} % of capacity; refused in "
            f"p50 {quantile(refused, 0.5) * 1000:.0f} ms, p99 {quantile(refused, 0.99) * 1000:.0f} ms; "
            f"recovered after {flood.recovery:.1f} s"
        )
    finally:
        await customers.close()
    return _accounts(place, calls)


def _accounts(place: Ground, calls: list[Call]) -> bool:
    """What was taken has to be answered: nothing stored stays undone, and nothing answered is missing."""
    stored, sent = place.turns(), came(calls)
    undone = sum(count for status, count in stored.items() if status != "done")
    missing = max(0, sent["answered"] - stored.get("done", 0))
    failed = sum(count for what, count in sent.items() if what.startswith("failed"))
    print(f"{'all':>14} lost {undone + missing}, failed {failed}, broken {sent['broken']} of {sum(sent.values())}")
    return undone + missing + failed + sent["broken"] == 0


def _told(calls: list[Call]) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(came(calls).items()))


if __name__ == "__main__":
    main()
