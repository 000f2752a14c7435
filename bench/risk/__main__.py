"""``python -m bench.risk [--part NAME…] [--only NAME…] [--failures]``."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable

from bench.risk.figures import Report
from bench.risk.injection import inject, joined
from bench.risk.reading import Reader, read_intents, read_risks
from bench.risk.records import make_records
from bench.risk.redaction import redact_texts
from bench.risk.screening import screen_texts
from bench.risk.sets import PARTS, Part, has
from bench.risk.suggestions import suggest

Measure = Callable[[Part], Awaitable[Report]]


def _measures(reader: Reader) -> dict[str, Measure]:
    async def screening(part: Part) -> Report:
        return screen_texts(part)

    async def redaction(part: Part) -> Report:
        return redact_texts(part)

    return {
        "intents": lambda part: read_intents(reader, part),
        "risk": lambda part: read_risks(reader, part),
        "screening": screening,
        "redaction": redaction,
        "records": lambda part: make_records(reader, part),
        "injection": inject,
        "suggestions": suggest,
    }


_SETS = {"suggestions": "intents"}
"""The set that a measure reads where it is not called like it."""


async def _run(parts: list[Part], only: list[str], failures: bool) -> None:
    for name, measure in _measures(Reader()).items():
        if only and name not in only:
            continue
        reports = {}
        for part in (part for part in parts if has(part, _SETS.get(name, name))):
            reports[part] = report = await measure(part)
            print(f"\n== {name}, {PARTS[part]}")
            print("\n".join(map(str, report.figures)))
            if failures:
                print("\n".join(f"  - {failure}" for failure in report.failures))
        if name == "injection" and len(reports) > 1:
            print(f"\n== injection, both\n{joined(list(reports.values()))}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.risk", description=__doc__)
    parser.add_argument("--part", nargs="+", choices=list(PARTS), default=list(PARTS), help="some of them only")
    parser.add_argument("--only", nargs="+", default=[], help="intents, risk, screening, redaction, records …")
    parser.add_argument("--failures", action="store_true", help="print what went wrong, too")
    given = parser.parse_args()
    asyncio.run(_run(given.part, given.only, given.failures))


if __name__ == "__main__":
    main()
