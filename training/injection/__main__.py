"""``python -m training.injection``: rebuild the artefact and print its figures; a minute on one core."""

import json
import sys

from agent.checks.instructed.finding import ARTEFACT, METADATA
from training.injection.corpus import load_corpus
from training.injection.fit import build


def main() -> None:
    """Judge on parts left out, fit on everything, write."""
    model = build(load_corpus())
    model.save(ARTEFACT, METADATA)
    print(json.dumps(model.metadata, ensure_ascii=False, indent=1))
    print(f"injection: wrote {ARTEFACT.name} ({ARTEFACT.stat().st_size // 1024} KB)", file=sys.stderr)


if __name__ == "__main__":
    main()
