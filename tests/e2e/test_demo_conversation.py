"""The demo shop as a customer and a human agent meet it, over HTTP."""

import time
from collections.abc import Callable

import pytest

from tests.e2e.served_shop import Caller

Customer = Callable[[str], Caller]


@pytest.mark.parametrize(
    ("question", "fact", "document"),
    [
        ("冲风衣咋洗，水温多少", "30", "装备养护与收纳.md"),
        ("运废险最高赔多少", "12元", "退换货政策（2026版）.md"),
        ("克米特倚称重多少", "120", "常见问题与商品参数.xlsx"),
    ],
)
def test_a_misspelt_colloquial_question_is_answered_with_its_citation(
    visitor: Caller, question: str, fact: str, document: str
) -> None:
    reply = visitor.say(question)
    assert reply["outcome"] == "answer"
    assert fact in reply["reply"]["text"]
    assert document in [citation["document"] for citation in reply["citations"]]
    assert reply["reply"]["ai_generated"] is True


def test_a_fault_code_is_read_from_its_table(visitor: Caller) -> None:
    reply = visitor.say("野电1000屏幕上闪E07")
    assert reply["outcome"] == "answer"
    assert "风扇" in reply["reply"]["text"]
    assert all(c["quote"] for c in reply["citations"])


def test_a_parcel_is_found_by_what_is_in_it(customer: Customer) -> None:
    reply = customer("c18").say("蛋巢垫现在到哪了")
    assert reply["outcome"] == "tool_answer"
    assert "郑州" in reply["reply"]["text"]
    assert "track_shipment" in [fact["tool"] for fact in reply["facts"]]


def test_a_foreign_order_and_an_absent_one_get_the_same_answer(customer: Customer) -> None:
    foreign = customer("c02").say("帮我看看SY202611180101到哪了")
    absent = customer("c02").say("帮我看看SY202611189999到哪了")
    assert foreign["reply"]["text"] == absent["reply"]["text"]
    assert foreign["facts"] == absent["facts"] == []


def test_an_approved_action_reaches_the_customer_exactly_once(customer: Customer, agent: Caller) -> None:
    buyer = customer("c08")
    asked = buyer.say("取消SY202611180802，买重了")
    assert asked["outcome"] == "approval"
    assert asked["actions"][0]["name"] == "cancel_order"
    waiting = agent.get("/v1/approvals?status=pending").json()["approvals"]
    approval = next(a for a in waiting if a["conversation_id"] == asked["conversation_id"])
    path = f"/v1/approvals/{approval['approval_id']}/decision"
    decision = {"decision": "approve", "version": approval["version"]}
    assert agent.post(path, decision).status_code == 200
    assert agent.post(path, decision).status_code == 409
    told = [e for e in buyer.events(asked["conversation_id"], 4) if e[0] == "message" and e[1]["speaker"] == "bot"]
    assert len(told) == 2, told
    assert "取消" in told[1][1]["text"]
    again = buyer.say("SY202611180802现在什么状态")
    assert "已取消" in again["reply"]["text"]


def test_a_rejected_action_changes_nothing_and_is_told(customer: Customer, agent: Caller) -> None:
    buyer = customer("c07")
    asked = buyer.say("早上拍的天幕和椅子不想要了，取消")
    waiting = agent.get("/v1/approvals?status=pending").json()["approvals"]
    approval = next(a for a in waiting if a["conversation_id"] == asked["conversation_id"])
    body = {"decision": "reject", "version": approval["version"], "reason": "客户电话里改主意了"}
    assert agent.post(f"/v1/approvals/{approval['approval_id']}/decision", body).status_code == 200
    time.sleep(1.5)
    assert "没有通过" in buyer.messages(asked["conversation_id"])[-1]["text"]


def test_a_newer_message_makes_the_shown_version_stale(customer: Customer, agent: Caller) -> None:
    buyer = customer("c09")
    asked = buyer.say("昨晚买的气罐帮我取消，手滑了")
    assert asked["outcome"] == "approval"
    waiting = agent.get("/v1/approvals?status=pending").json()["approvals"]
    approval = next(a for a in waiting if a["conversation_id"] == asked["conversation_id"])
    buyer.say("等等我再想想", asked["conversation_id"])
    path = f"/v1/approvals/{approval['approval_id']}/decision"
    assert agent.post(path, {"decision": "approve", "version": approval["version"]}).status_code == 409
    assert agent.post(path, {"decision": "reject", "version": approval["version"] + 1}).status_code == 200


def test_a_threat_is_handed_off_with_a_summary(customer: Customer, agent: Caller) -> None:
    reply = customer("c05").say("再不解决我就打12315，还要找电视台曝光你们")
    assert reply["outcome"] == "handoff"
    handoff = reply["handoff"]
    found = agent.get("/v1/handoffs?status=open").json()["handoffs"]
    mine = next(h for h in found if h["handoff_id"] == handoff["handoff_id"])
    assert mine["topic"] == "legal_media"
    assert "12315" in mine["summary"]


def test_the_bot_is_silent_while_a_person_holds_the_conversation(customer: Customer, agent: Caller) -> None:
    buyer = customer("c11")
    conversation = buyer.say("转人工")["conversation_id"]
    assert agent.post(f"/v1/conversations/{conversation}/claim", {}).status_code == 200
    silent = buyer.say("在吗", conversation)
    assert silent["reply"]["text"] == ""
    assert agent.post(f"/v1/conversations/{conversation}/messages", {"text": "您好，我来帮您看"}).status_code == 200
    last = buyer.messages(conversation)[-1]
    assert (last["speaker"], last["ai_generated"]) == ("agent", False)
    assert agent.post(f"/v1/conversations/{conversation}/release", {}).status_code == 200
    assert buyer.say("你好", conversation)["reply"]["text"]


def test_a_red_line_crossed_by_a_person_is_not_sent_and_only_a_supervisor_goes_on(
    customer: Customer, agent: Caller
) -> None:
    conversation = customer("c11").say("转人工")["conversation_id"]
    assert agent.post(f"/v1/conversations/{conversation}/claim", {}).status_code == 200
    blocked = agent.post(f"/v1/conversations/{conversation}/messages", {"text": "加我微信私下转账给你便宜"})
    assert blocked.status_code == 422
    assert agent.post(f"/v1/conversations/{conversation}/release", {}).status_code == 403


@pytest.mark.parametrize(
    "question",
    ["野电1000里面的电芯是哪个厂家的", "三亚哪家酒店性价比高", "露营灯L3可以用手机蓝牙遥控吗"],
)
def test_what_the_documents_do_not_say_is_not_invented(visitor: Caller, question: str) -> None:
    assert visitor.say(question)["outcome"] in ("abstain", "clarify", "handoff")


def test_a_visitor_is_asked_to_sign_in_and_learns_nothing(visitor: Caller) -> None:
    reply = visitor.say("帮我查一下订单SY202611180101")
    assert reply["facts"] == []
    assert "登录" in reply["reply"]["text"]


def test_a_customer_cannot_read_anothers_conversation(customer: Customer) -> None:
    mine = customer("c01").say("你好")["conversation_id"]
    assert customer("c02").get(f"/v1/conversations/{mine}").status_code == 404
    assert customer("c02").post("/v1/chat", {"message": "你好", "conversation_id": mine}).status_code == 404
