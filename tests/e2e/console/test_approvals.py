"""Decisions made in the browser: by key, by the second person, with a reason."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.console.person import Person
from tests.e2e.served_shop import Caller

Enter = Callable[..., Page]


@pytest.fixture
def drafts(boss: Person) -> Iterator[None]:
    """For the time of a test every answer waits for a person."""
    path = "/v1/settings"

    def deliver(outcomes: list[str]) -> None:
        view = boss.get(path)
        policy = view["settings"]["reply_policy"] | {"deliver": outcomes}
        done = boss.client.patch(path, json={"version": view["version"], "changes": {"reply_policy": policy}})
        assert done.status_code == 200, done.text

    before = boss.get(path)["settings"]["reply_policy"]["deliver"]
    deliver([])
    yield
    deliver(before)


@pytest.mark.usefixtures("drafts")
def test_a_draft_is_changed_and_what_changes_is_shown(enter: Enter, boss: Person, passer_by: Caller) -> None:
    asked = passer_by.say("灯罩在路上碎了怎么办")
    assert asked["outcome"] == "approval", asked
    (waiting,) = boss.get(f"/v1/conversations/{asked['conversation_id']}/approvals")["approvals"]
    page = enter(at="approvals")
    page.locator(f".desk ol a[href$='{waiting['approval_id']}']").click()
    page.get_by_role("heading", name="草稿").wait_for()
    page.keyboard.press("e")
    field = page.get_by_label("修改后的内容")
    field.press("Control+End")
    field.type("请您放心。")
    expect(page.locator("ins")).to_have_text("请您放心。")
    field.press("Control+Enter")
    expect(page.get_by_text("已修改并通过。")).to_be_visible()
    # The decision is written first, what it comes to right after it.
    until = time.monotonic() + 30
    while (told := passer_by.messages(asked["conversation_id"])[-1]["text"])[-5:] != "请您放心。":
        assert time.monotonic() < until, told
        time.sleep(0.1)


@pytest.mark.usefixtures("drafts")
def test_a_draft_that_the_customer_has_overtaken_says_so(enter: Enter, boss: Person, passer_by: Caller) -> None:
    talk = passer_by.say("灯罩在路上碎了怎么办")["conversation_id"]
    (waiting,) = boss.get(f"/v1/conversations/{talk}/approvals")["approvals"]
    page = enter(at=f"approvals/{waiting['approval_id']}")
    page.get_by_role("heading", name="草稿").wait_for()
    passer_by.say("灯体保修几年", talk)
    expect(page.locator(".desk .notice.warn")).to_contain_text("客户在等待期间又发来消息")


def test_an_action_is_approved_by_key(enter: Enter, shopper: Callable[[str], Caller]) -> None:
    answer = shopper("d02").say("帮我把订单QD2026111802取消了")
    assert answer["outcome"] == "approval", answer
    page = enter(at="approvals")
    page.locator(".desk ol a").filter(has_text="取消订单").first.click()
    expect(page.get_by_role("heading", name="取消订单")).to_be_visible()
    expect(page.locator(".desk")).to_contain_text("QD2026111802")
    expect(page.get_by_role("heading", name="依据")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("已通过。")).to_be_visible()


def test_money_that_a_person_proposed_waits_for_another(
    enter: Enter, boss: Person, shopper: Callable[[str], Caller]
) -> None:
    conversation = shopper("d01").say("我要找人工客服")["conversation_id"]
    page = enter(name="提的人", at=f"conversation/{conversation}")
    page.get_by_text("QD2026110101").first.wait_for()
    proposed = page.evaluate(
        """async (id) => (await (await import("/console/api.js")).call("POST", `/v1/conversations/${id}/actions`,
        {name: "issue_coupon", args: {amount: 500, reason: "灯罩破损补偿"}})).approval_id""",
        conversation,
    )
    page.goto(f"/console#/approvals/{proposed}")
    expect(page.get_by_text("须由另一位同事审批")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("alert").first).to_contain_text("没有权限")
    other = enter(name="批的人", at=f"approvals/{proposed}")
    other.get_by_role("heading", name="补偿优惠券").wait_for()
    other.keyboard.press("e")
    other.get_by_label("金额（元）").fill("3")
    other.keyboard.press("Control+Enter")
    expect(other.get_by_text("已修改并通过。")).to_be_visible()
    expect(page.locator(".desk")).to_contain_text("决定：批的人")


def test_a_proposal_is_rejected_with_a_reason(enter: Enter, boss: Person, shopper: Callable[[str], Caller]) -> None:
    conversation = shopper("d01").say("我要找人工客服")["conversation_id"]
    body = {"name": "issue_coupon", "args": {"amount": 400, "reason": "等得太久"}}
    proposed = boss.post(f"/v1/conversations/{conversation}/actions", body).json()["approval_id"]
    page = enter(at=f"approvals/{proposed}")
    page.get_by_role("heading", name="补偿优惠券").wait_for()
    page.keyboard.press("r")
    page.get_by_label("拒绝原因").fill("没有等很久")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已拒绝。")).to_be_visible()
    assert boss.get(f"/v1/approvals/{proposed}")["status"] == "rejected"
