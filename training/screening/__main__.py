"""``python -m training.screening``: rebuild the artefact and print its figures; seconds on one core."""

import json
import sys

from agent.checks.learnt.model import ARTEFACT
from training.screening.corpus import load_corpus
from training.screening.fit import build


def main() -> None:
    """Judge on left-out trades, fit on everything, write."""
    model = build(load_corpus())
    model.save()
    print(json.dumps(model.metadata, ensure_ascii=False, indent=1))
    print(f"screening: wrote {ARTEFACT.name} ({ARTEFACT.stat().st_size // 1024} KB)", file=sys.stderr)


if __name__ == "__main__":
    main()
