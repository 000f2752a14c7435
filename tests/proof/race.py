"""make race-test.

python -m tests.proof.race [--pairs 1000] [--database sqlite|postgres] [--replicas 2]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.proof.places import places
from tests.proof.races import RaceTest


def main() -> None:
    """Print what the pairs came to; the exit code tells as well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pairs", type=int, default=1000)
    asked.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    asked.add_argument("--replicas", type=int, default=2, help="two make each pair, the others work beside them")
    options = asked.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, places(options.database, Path(name)) as place:
        report = RaceTest(place, options.replicas).run(options.pairs)
    print("\n".join(report.lines()))
    print(f"{options.database}, {options.replicas} replicas, {time.monotonic() - began:.0f} s")
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
