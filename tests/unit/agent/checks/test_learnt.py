"""Wordings that no rule has are found by the trained model, and the shop's own words pass."""

import json

import pytest

from agent.checks.learnt.model import METADATA, ScreeningModel
from agent.checks.screening import screen
from agent.handover_topics import HANDOVER_TOPICS
from domain.ids import ShopId
from domain.shop import Shop
from training.screening.corpus import corpus_digest, load_corpus
from training.screening.fit import fit

SHOP = Shop(id=ShopId("unseen"))


def test_the_artefact_was_made_from_the_committed_corpus() -> None:
    assert json.loads(METADATA.read_text(encoding="utf-8"))["corpus_sha256"] == corpus_digest(load_corpus())


def test_unseen_trades_stay_within_the_limits_that_were_set() -> None:
    figures = json.loads(METADATA.read_text(encoding="utf-8"))["trades_left_out"]
    assert figures["clean_touched"] <= 0.03
    assert figures["recall"] >= 0.85


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("这边聊不方便，您存一下师傅的私人号，晚上细说", "off_platform_contact"),
        ("手续费太贵，钱绕开平台给我个人户头", "private_transfer"),
        ("把那条一星撤回去，我补您十五块", "cashback_for_review"),
        ("问这么多遍，脑子是不是不够用啊", "abusive"),
    ],
)
def test_what_no_rule_has_is_found(text: str, kind: str) -> None:
    screening = screen(text, SHOP)
    assert kind in {finding.type for finding in screening.findings}
    assert screening.verdict == "block"
    assert all(text[f.start : f.end] == f.text and f.advice for f in screening.findings)


def test_the_finding_is_the_clause_and_not_the_whole_text() -> None:
    text = "您好，已经收到您的照片。把那条一星撤回去，我补您十五块。感谢理解"
    findings = screen(text, SHOP).findings
    assert findings
    assert all(finding.text in "把那条一星撤回去，我补您十五块" for finding in findings)


def test_a_sentence_of_the_evidence_is_the_shops_own() -> None:
    text = "这边聊不方便，您存一下师傅的私人号，晚上细说"
    assert screen(text, SHOP, [f"安装须知：{text}。"]).findings == ()


def test_the_same_corpus_makes_the_same_weights() -> None:
    some = [sentence for sentence in load_corpus() if sentence.trade in ("food", "kids")]
    one, other = fit(some, {}), fit(some, {})
    assert (one.weights == other.weights).all()
    assert one.vocabulary == other.vocabulary
    assert set(ScreeningModel.load().classes) == set(one.classes)


@pytest.mark.parametrize("topic", sorted(HANDOVER_TOPICS))
def test_what_the_bot_says_when_it_hands_over_is_clean_in_both_languages(topic: str) -> None:
    said = HANDOVER_TOPICS[topic]
    assert screen(said.words_zh, SHOP).findings == screen(said.words_en, SHOP).findings == ()
