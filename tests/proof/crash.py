"""make crash-test.

python -m tests.proof.crash [--kills 300] [--database sqlite|postgres] [--replicas 1]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.proof.crashes import CrashTest
from tests.proof.places import places


def main() -> None:
    """Print what the kills came to; the exit code tells as well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=300)
    asked.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    asked.add_argument("--replicas", type=int, default=1, help="processes that work on each case side by side")
    options = asked.parse_args()
    if options.replicas > 1 and options.database == "sqlite":
        asked.error("replicas need --database postgres: an SQLite file has one owner")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, places(options.database, Path(name)) as place:
        test = CrashTest(place, Path(name), options.replicas)
        try:
            report = test.run(options.kills)
        except KeyboardInterrupt:
            print("interrupted; so far:")
            report = test.report
    print("\n".join(report.lines()))
    print(f"{options.database}, {options.replicas} replica(s), {time.monotonic() - began:.0f} s")
    sys.exit(0 if report.clean else 1)


if __name__ == "__main__":
    main()
