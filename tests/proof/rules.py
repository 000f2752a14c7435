"""make rules-test.

python -m tests.proof.rules [--decisions 20000]
"""

import argparse
import sys
import time
from collections import Counter

from hypothesis import HealthCheck, given, settings

from tests.unit.agent.rules.oracle.comparing import decided, differences
from tests.unit.agent.rules.oracle.generating import ACTIONS, worlds
from tests.unit.agent.rules.oracle.world import World


def main() -> None:
    """Print how many decisions were compared and how many differ; the exit code tells as well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--decisions", type=int, default=20_000)
    examples = asked.parse_args().decisions // len(ACTIONS)
    compared, allowed, wrong = Counter[str](), Counter[str](), list[str]()

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(worlds())
    def compare(world: World) -> None:
        for action in ACTIONS:
            found = decided(action, world)
            compared[action] += 1
            allowed[action] += found.allowed
            # Collected, not raised: all of them are counted.
            wrong.extend(f"{action}: {words}: {world}" for words in differences(action, world, found))

    began = time.monotonic()
    compare()
    for action in ACTIONS:
        print(f"{action:18} {compared[action]:6} decisions, {allowed[action]:6} allowed")
    for line in wrong[:5]:
        print(line)
    print(f"{compared.total()} decisions, {len(wrong)} differences, {time.monotonic() - began:.0f} s")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
