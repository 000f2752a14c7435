"""When money comes back, from the documents, by the way an order was paid."""

from typing import Any

import pytest

from agent.checks.verification.computation import is_computed
from agent.checks.verify import verify
from agent.reasoning.embedded.composing import compose_draft
from agent.reasoning.embedded.writing.arrival import arrivals
from domain.evidence import Fact, Passage
from domain.ids import ChunkId, DocumentId
from domain.intents import Intent
from tests.unit.agent.embedded.requests import request
from tests.unit.agent.tools.shop_world import NOW

TEXT = "退款提交后，微信支付1个工作日到账，支付宝即时到账，银行卡3到5个工作日到账，花呗当天恢复额度。"


def passage(text: str = TEXT, **more: Any) -> Passage:
    fields: dict[str, Any] = {
        "evidence_id": "p1", "chunk_id": ChunkId("c"), "document_id": DocumentId("d"), "document": "约定.md",
        "title": "约定", "section": "退款多久到账", "page": None, "generation": 1, "text": text,
    }  # fmt: skip
    return Passage(**(fields | more))


def refund(method: str, status: str = "审核中", updated_at: str = "2026-11-19T15:00:00+08:00") -> Fact:
    line = f"退款单R1目前是“{status}”，金额20元。"
    data = {"pay_method": method, "status": status, "updated_at": updated_at}
    return Fact(evidence_id="f1", tool="get_refund", ref="R1", at=NOW, lines=(line,), data=data)


@pytest.mark.parametrize(
    ("method", "said"),
    [("微信支付", "微信支付1个工作日到账"), ("支付宝", "支付宝即时到账"), ("花呗", "花呗当天恢复额度")],
)
def test_the_clause_for_this_way_of_payment_is_told_with_its_passage(method: str, said: str) -> None:
    (sentence,) = arrivals((refund(method),), (passage(),))
    assert sentence.text.strip() == f"{said}。"
    assert sentence.supports[0].quote in TEXT


def test_a_row_of_a_table_is_told() -> None:
    row = passage("支付方式：花呗；到账时间：2个工作日内恢复额度", kind="table_row", cells=(("支付方式", "花呗"),))
    (sentence,) = arrivals((refund("花呗"),), (row,))
    assert "2个工作日" in sentence.text


def test_the_last_day_is_worked_out_once_the_refund_is_on_its_way() -> None:
    # Thursday, and five working days.
    _, due = arrivals((refund("银行卡", "退款处理中"),), (passage(),))
    assert "11月26日" in due.text
    assert due.computed[0].text == "11月26日"
    assert is_computed(due.computed[0], "embedded", NOW)


@pytest.mark.parametrize("text", [TEXT, "支付宝当天，微信1到3个工作日，信用卡3到7个工作日。"])
def test_the_last_day_passes_every_check(text: str) -> None:
    asked = request(
        "退的钱几号能到", passage(text), intent=Intent.REFUND_STATUS, facts=(refund("信用卡", "退款处理中"),)
    )
    draft = compose_draft(asked)
    assert "最晚11月" in draft.text
    assert verify(draft, asked) == []


@pytest.mark.parametrize(
    ("method", "status", "passages"),
    [
        ("京东白条", "审核中", (passage(),)),
        ("微信支付", "退款成功", (passage(),)),
        ("微信支付", "审核中", (passage(internal=True),)),
        ("微信支付", "审核中", (passage("支持微信支付，满3天可以升级会员。", title="会员", section="会员"),)),
        ("", "审核中", (passage(),)),
    ],
)
def test_nothing_is_said_where_nothing_fits(method: str, status: str, passages: tuple[Passage, ...]) -> None:
    assert arrivals((refund(method, status),), passages) == []
