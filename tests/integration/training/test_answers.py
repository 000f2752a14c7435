"""The committed answer model is what its command makes of the committed corpus."""

import pytest

from agent.reasoning.answers.model import AnswerModel
from training.answers.__main__ import made
from training.answers.corpus import corpus_digest, load_corpus


def test_every_entry_has_a_section_and_questions() -> None:
    entries = load_corpus()
    assert len({entry.trade for entry in entries}) >= 20
    assert all(entry.section and len(entry.questions) >= 2 and all(entry.questions) for entry in entries)
    assert len([entry for entry in entries if not entry.sentence]) >= 60
    questions = [(entry.trade, question) for entry in entries for question in entry.questions]
    assert len(questions) == len(set(questions))


async def test_the_command_rebuilds_the_committed_model() -> None:
    committed, again = AnswerModel.load(), await made()
    assert committed.corpus_sha256 == again.corpus_sha256 == corpus_digest()
    # Processors differ in the last bits of an embedding.
    assert again.sentence.weights == pytest.approx(committed.sentence.weights, abs=0.02)
    assert again.answerable_model.weights == pytest.approx(committed.answerable_model.weights, abs=0.05)
    assert again.figures == pytest.approx(committed.figures, abs=0.02)
