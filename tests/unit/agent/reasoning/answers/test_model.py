"""The trained answer model on a shop that is not in its corpus."""

import json
from pathlib import Path

import pytest

from agent.reasoning.answers.features import Candidate
from agent.reasoning.answers.model import ARTEFACT, AnswerModel
from domain.errors import ConfigurationError
from domain.evidence import Passage
from domain.ids import ChunkId, DocumentId

SENTENCES = ("帆布包可以机洗，水温不超过30度。", "皮包请用专用皮革膏擦拭。", "肩带断裂一年内免费更换。")


def candidates(*sentences: str) -> list[Candidate]:
    passage = Passage(
        evidence_id="p1", chunk_id=ChunkId("d:1:0"), document_id=DocumentId("d"), document="包.md", title="包",
        section="保养", page=None, generation=1, text="".join(sentences), score=1.0, vector_score=0.88,
        lexical_score=0.5,
    )  # fmt: skip
    return [Candidate(sentence, passage) for sentence in sentences]


@pytest.mark.parametrize(
    ("question", "answer"), [("帆布的能扔洗衣机洗吗", 0), ("真皮的怎么擦", 1), ("肩带断了给换不", 2), ("皮包咋保养", 1)]
)
def test_the_sentence_that_answers_is_the_likeliest(question: str, answer: int) -> None:
    chances = AnswerModel.load().score_sentences(question, candidates(*SENTENCES))
    assert chances.index(max(chances)) == answer
    assert all(0 <= chance <= 1 for chance in chances)


def test_a_question_is_less_answerable_without_its_answer() -> None:
    model = AnswerModel.load()
    question = "肩带断了给换不"
    assert model.answerable(question, candidates(*SENTENCES)) > model.answerable(question, candidates(*SENTENCES[:2]))


@pytest.mark.parametrize("question", ["", "？", "hello", "😀", "的"])
def test_any_question_gets_a_probability(question: str) -> None:
    assert 0 <= AnswerModel.load().answerable(question, candidates(*SENTENCES)) <= 1


def test_nothing_answers_without_candidates() -> None:
    assert AnswerModel.load().answerable("能退吗", []) == 0
    assert AnswerModel.load().score_sentences("能退吗", []) == []


def test_an_artefact_of_other_features_is_refused(tmp_path: Path) -> None:
    data = json.loads(ARTEFACT.read_text("utf-8"))
    data["sentence"]["features"][0] = "other"
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ConfigurationError, match=r"training\.answers"):
        AnswerModel.load(path)
