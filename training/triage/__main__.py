"""``python -m training.triage``: rebuild the artefact; ``--report``: print the figures it was committed with."""

import argparse
import json
import sys

from agent.reasoning.triage.model import ARTEFACT, METADATA
from training.triage.build import Sample, build
from training.triage.corpus import corpus_digest, load_corpus
from training.triage.embedding import embed


def main() -> int:
    """Build or report; 1 when the artefact is not of this corpus."""
    parser = argparse.ArgumentParser(prog="python -m training.triage", description=__doc__)
    parser.add_argument("--report", action="store_true", help="print the figures of the committed artefact")
    if parser.parse_args().report:
        return _report()
    corpus = load_corpus()
    model = build(Sample(corpus, embed([utterance.text for utterance in corpus])), _tell)
    model.save()
    _tell(f"wrote {ARTEFACT.name} ({ARTEFACT.stat().st_size // 1024} KB) and {METADATA.name}")
    return _report()


def _report() -> int:
    metadata = json.loads(METADATA.read_text(encoding="utf-8"))
    print(json.dumps({key: metadata[key] for key in ("cross_validated", "sealed", "pairs")}, indent=1))
    if metadata["corpus_sha256"] != corpus_digest(load_corpus()):
        _tell("the artefact was built from another corpus: run python -m training.triage")
        return 1
    return 0


def _tell(text: str) -> None:
    print(f"triage: {text}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
