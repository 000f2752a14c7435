"""Fits the models of both languages, and judges them on trades that they have not seen."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from agent.reasoning.answers.features import ANSWER_FEATURES, SENTENCE_FEATURES, Reading, answer_row, read
from agent.reasoning.answers.model import AnswerModel, Logistic, Pair
from domain.intents import Language
from training.answers.cases import Case

FOLDS = 6
Rows = list[tuple[Case, Reading]]


def build(cases: Sequence[Case], digest: str, before: AnswerModel | None = None) -> AnswerModel:
    """The models over all trades, with figures from leaving whole trades out.

    Args:
        cases: Of all trades.
        digest: Of the corpus.
        before: Whose models and figures stay for a language that no case is in.
    """
    rows: Rows = [(case, read(case.question, case.candidates, case.aligned)) for case in cases]
    pairs = {language: before.pair(language) for language in Language} if before else {}
    figures = dict(before.figures) if before else {}
    for language, prefix in ((Language.CHINESE, ""), (Language.ENGLISH, "english_")):
        if mine := [row for row in rows if row[0].question.language is language]:
            pairs[language], measured = _pair(mine)
            figures |= {f"{prefix}{name}": value for name, value in measured.items()}
    return AnswerModel(
        corpus_sha256=digest,
        chinese=pairs[Language.CHINESE],
        english=pairs[Language.ENGLISH],
        figures=figures,
    )


def _pair(rows: Rows) -> tuple[Pair, dict[str, float]]:
    chances, answerable = _left_out(rows)
    truth = np.array([bool(case.answers) for case, _ in rows])
    threshold = _balanced(answerable, truth)
    vectors = [max(c) for c in _column(rows, "vector")]
    figures = {
        "sentence_at_1": _hit(rows, chances, 1),
        "sentence_at_2": _hit(rows, chances, 2),
        "sentence_at_1_by_coverage_alone": _hit(rows, _column(rows, "own"), 1),
        "sentence_at_1_by_rules_alone": _hit(rows, _column(rows, "rule"), 1),
        "sentence_at_1_by_alignment_alone": _hit(rows, _column(rows, "said"), 1),
        "sentence_at_1_by_passage_vector_alone": _hit(rows, _column(rows, "vector"), 1),
        "sentence_at_1_by_reader_alone": _hit(rows, _column(rows, "reading"), 1),
        "answerable_auroc": round(float(roc_auc_score(truth, answerable)), 4),
        "answerable_auroc_by_vector_alone": round(float(roc_auc_score(truth, vectors)), 4),
        "false_answers": round(float((answerable[~truth] >= threshold).mean()), 4),
        "needless_abstentions": round(float((answerable[truth] < threshold).mean()), 4),
        "questions": float(len(rows)),
        "answered": float(truth.sum()),
    }
    sentence = _fit_sentences(rows)
    judge = _fit_answerable(rows, _chances(sentence, rows))
    return Pair(sentence=sentence, answerable=judge, threshold=round(threshold, 4)), figures


def _left_out(rows: Rows) -> tuple[list[list[float]], "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    trades = sorted({case.trade for case, _ in rows})
    chances: list[list[float]] = [[] for _ in rows]
    answerable = np.zeros(len(rows))
    for fold in range(FOLDS):
        out = set(trades[fold::FOLDS])
        seen = [row for row in rows if row[0].trade not in out]
        sentence = _fit_sentences(seen)
        judge = _fit_answerable(seen, _chances(sentence, seen))
        for n, (case, reading) in enumerate(rows):
            if case.trade in out:
                chances[n] = [sentence.chance(row) for row in reading.sentences]
                answerable[n] = judge.chance(answer_row(*case[1:4], reading, chances[n]))
    return chances, answerable


def _fit_sentences(rows: Rows) -> Logistic:
    answered = [(case, reading) for case, reading in rows if case.answers]
    x = [row for _, reading in answered for row in reading.sentences]
    y = [n in case.answers for case, reading in answered for n in range(len(reading.sentences))]
    return _logistic(x, y, SENTENCE_FEATURES)


def _fit_answerable(rows: Rows, chances: Sequence[Sequence[float]]) -> Logistic:
    x = [answer_row(*c[1:4], r, ch) for (c, r), ch in zip(rows, chances, strict=True)]
    return _logistic(x, [bool(case.answers) for case, _ in rows], ANSWER_FEATURES)


def _logistic(x: Sequence[Sequence[float]], y: Sequence[bool], names: tuple[str, ...]) -> Logistic:
    scaler = StandardScaler().fit(np.asarray(x))
    fitted = LogisticRegression(C=1.0, max_iter=2000).fit(scaler.transform(np.asarray(x)), np.asarray(y))
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    weights = fitted.coef_[0] / scale
    bias = float(fitted.intercept_[0] - (weights * scaler.mean_).sum())
    return Logistic(features=names, weights=tuple(round(float(w), 6) for w in weights), bias=round(bias, 6))


def _chances(model: Logistic, rows: Rows) -> list[list[float]]:
    return [[model.chance(row) for row in reading.sentences] for _, reading in rows]


def _column(rows: Rows, name: str) -> list[list[float]]:
    place = SENTENCE_FEATURES.index(name)
    return [[row[place] for row in reading.sentences] for _, reading in rows]


def _hit(rows: Rows, chances: Sequence[Sequence[float]], depth: int) -> float:
    hits = [
        bool({*case.answers} & {*sorted(range(len(ch)), key=lambda i: -ch[i])[:depth]})
        for (case, _), ch in zip(rows, chances, strict=True)
        if case.answers
    ]
    return round(float(np.mean(hits)), 4)


def _balanced(
    chances: "np.ndarray[tuple[int], np.dtype[np.float64]]", truth: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> float:
    """The threshold where false answers are as frequent as needless abstentions."""
    candidates = np.unique(chances)
    gaps = [abs((chances[~truth] >= t).mean() - (chances[truth] < t).mean()) for t in candidates]
    return float(candidates[int(np.argmin(gaps))])
