"""make authz-test.

python -m tests.proof.authz [--attempts 3000] [--database sqlite|postgres] [--reasoner obedient|embedded]
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.proof.intruding import intrude
from tests.proof.places import places


def main() -> None:
    """Print what the attempts came to; the exit code tells as well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--attempts", type=int, default=3000)
    asked.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    asked.add_argument("--reasoner", choices=["obedient", "embedded"], default="obedient")
    options = asked.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, places(options.database, Path(name)) as place:
        url = place.database if options.database == "postgres" else None
        report = asyncio.run(intrude(Path(name), options.attempts, url, options.reasoner == "obedient"))
    print("\n".join(report.lines()))
    print(f"{options.database}, {options.reasoner} reasoner, {time.monotonic() - began:.0f} s")
    sys.exit(0 if report.clean else 1)


if __name__ == "__main__":
    main()
