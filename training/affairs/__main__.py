"""``python -m training.affairs``: rebuild the artefact; ``--report``: print the figures it was committed with."""

import argparse
import json
import sys
from pathlib import Path

from agent.reasoning.affairs.classifier import ARTEFACT, METADATA
from training.affairs.build import build
from training.affairs.corpus import corpus_digest, load_corpus
from training.triage.embedding import embed

CACHE = Path("data/training/affairs-embeddings.npz")


def main() -> int:
    """Build or report; 1 when the artefact is not of this corpus."""
    parser = argparse.ArgumentParser(prog="python -m training.affairs", description=__doc__)
    parser.add_argument("--report", action="store_true", help="print the figures of the committed artefact")
    if not parser.parse_args().report:
        corpus = load_corpus()
        model = build(corpus, embed([asking.text for asking in corpus], CACHE), _tell)
        model.save(ARTEFACT, METADATA)
        _tell(f"wrote {ARTEFACT.name} ({ARTEFACT.stat().st_size // 1024} KB) and {METADATA.name}")
    return _report()


def _report() -> int:
    metadata = json.loads(METADATA.read_text(encoding="utf-8"))
    print(json.dumps(metadata["cross_validated"], indent=1))
    if metadata["corpus_sha256"] != corpus_digest(load_corpus()):
        _tell("the artefact was built from another corpus: run python -m training.affairs")
        return 1
    return 0


def _tell(text: str) -> None:
    print(f"affairs: {text}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
