"""Screening finds what must not be said, where it stands, and leaves ordinary texts alone."""

from pathlib import Path

import pytest
import yaml

from agent.checks.screening import screen
from domain.ids import ShopId
from domain.shop import AllowList, Shop

HERE = Path(__file__).parent
VIOLATIONS: dict[str, list[str]] = yaml.safe_load((HERE / "screening_violations.yaml").read_text("utf-8"))
CLEAN: list[str] = yaml.safe_load((HERE / "screening_clean.yaml").read_text("utf-8"))
SHOP = Shop(id=ShopId("corner"))
STRICT = Shop(id=ShopId("corner"), compliance_packs=("general", "cosmetics", "health_food", "electronics"))


@pytest.mark.parametrize("kept_aside", [False, True])
def test_violations_are_found_and_clean_texts_pass(kept_aside: bool) -> None:
    bad = [(kind, t) for kind, texts in VIOLATIONS.items() for i, t in enumerate(texts) if (i % 3 == 2) is kept_aside]
    good = [text for index, text in enumerate(CLEAN) if (index % 3 == 2) is kept_aside]
    missed = [t for kind, t in bad if kind not in {f.type for f in screen(t, SHOP).findings}]
    touched = [text for text in good if screen(text, STRICT).findings]
    assert len(missed) <= 0.05 * len(bad), missed
    assert len(touched) <= 0.03 * len(good), touched


@pytest.mark.parametrize("text", [text for texts in VIOLATIONS.values() for text in texts])
def test_findings_point_into_the_original_text(text: str) -> None:
    for finding in screen(text, SHOP).findings:
        assert text[finding.start : finding.end] == finding.text
        assert all((finding.text, finding.advice, finding.rule))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("加我微信：abc12345", "block"), ("保证明天到", "warn"), ("全网最低价", "warn"), ("您好，请稍等", "pass")],
)
def test_harm_is_blocked_and_words_are_warned_of(text: str, verdict: str) -> None:
    assert screen(text, SHOP).verdict == verdict


@pytest.mark.parametrize("text", ["加 我 微 信", "加我​微信", "加-我-薇-信", "加我ＶＸ：abc12345", "加我微・信"])
def test_disguises_change_nothing(text: str) -> None:
    assert "off_platform_contact" in {finding.type for finding in screen(text, SHOP).findings}


def test_a_promise_that_the_evidence_makes_is_no_finding() -> None:
    text = "保证48小时内发货"
    assert screen(text, SHOP).findings
    assert not screen(text, SHOP, ["本店承诺：保证48小时内发货，节假日除外。"]).findings


def test_the_customers_words_back_their_number_but_no_promise() -> None:
    said = ["你们说赔我500元，电话13812345678"]
    assert screen("赔您500元", SHOP, customers_words=said).findings
    assert screen("您的电话是13812345678", SHOP).findings
    assert not screen("您的电话是13812345678", SHOP, customers_words=said).findings


def test_the_shops_own_numbers_and_accounts_are_allowed() -> None:
    shop = SHOP.model_copy(update={"allow_list": AllowList(phones=("139-1234-5678",), accounts=("cornershop",))})
    assert screen("请打13912345678", SHOP).findings
    assert not screen("请打13912345678", shop).findings
    assert not screen("微信号：cornershop", shop).findings


def test_packs_apply_only_where_a_shop_names_them() -> None:
    text = "七天美白，安全无毒"
    assert not screen(text, SHOP).findings
    assert screen(text, STRICT).findings
