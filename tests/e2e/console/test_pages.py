"""Each page walked as a person would, in a real browser, against a real server."""

from collections.abc import Callable

import httpx
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console.browser import Witness, open_page, sign_in
from tests.e2e.console.person import Person, new_login
from tests.e2e.console.scenes import PAGES
from tests.e2e.served_shop import Caller, Server

Enter = Callable[..., Page]


def wants_a_person(passer_by: Caller, words: str = "我要找人工客服") -> str:
    """The id of a conversation that waits for a person."""
    conversation: str = passer_by.say(words)["conversation_id"]
    return conversation


def test_somebody_signs_in_and_chooses_a_language_and_a_theme_that_hold(
    browser: Browser, shop_server: Server, boss: Person, witness: Witness
) -> None:
    login = new_login()
    boss.hire(login, "小林")
    page = open_page(browser, shop_server.base, witness)
    sign_in(page, login)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()


def test_a_person_takes_a_conversation_writes_and_hands_it_back(enter: Enter, passer_by: Caller) -> None:
    conversation = wants_a_person(passer_by)
    page = enter()
    page.locator(f'[data-id="{conversation}"] a').click()
    page.get_by_role("button", name="接待 c").click()
    expect(page.get_by_text("我在接待")).to_be_visible()
    field = page.get_by_label("写给客户")
    field.fill("您好，这款灯全网最好，加我微信聊")
    expect(page.locator(".composer .marks mark").first).to_be_attached()
    expect(page.get_by_text("引导站外联系").first).to_be_visible()
    field.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("不符合要求")
    field.fill("您好，我来帮您处理。")
    field.press("Control+Enter")
    expect(page.locator(".message.agent")).to_contain_text("我来帮您处理")
    field.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("main header")).to_contain_text("机器人接待")
    assert passer_by.messages(conversation)[-1]["text"] == "您好，我来帮您处理。"


def test_what_was_promised_stands_beside_the_conversation_until_it_is_settled(enter: Enter, passer_by: Caller) -> None:
    conversation = wants_a_person(passer_by)
    page = enter(at=f"conversation/{conversation}")
    matters = page.get_by_role("region", name="未了结的事")
    expect(matters.locator("[data-promise]")).to_contain_text("人工客服答复")
    page.get_by_label("写给客户").fill("明天下午五点前给您补发一个灯罩。")
    page.get_by_label("写给客户").press("Control+Enter")
    resend = matters.locator("[data-promise]").filter(has_text="补发一个灯罩")
    expect(resend).to_contain_text("11/21 17:00 前")
    expect(matters.locator("[data-promise]")).to_have_count(1)
    resend.get_by_role("button", name="已兑现").click()
    expect(page.get_by_text("已记为兑现。")).to_be_visible()
    expect(matters).to_contain_text("没有未兑现的承诺")


def test_two_people_see_each_others_work_at_once(enter: Enter, passer_by: Caller) -> None:
    conversation = wants_a_person(passer_by)
    one, other = enter(name="甲"), enter(name="乙")
    row = f'[data-id="{conversation}"]'
    expect(other.locator(row).get_by_role("button", name="接待")).to_be_visible()
    one.locator(row).get_by_role("button", name="接待").click()
    expect(other.locator(row)).to_contain_text("人工接待中")
    expect(other.locator(row).get_by_role("button")).to_have_count(0)
    other.locator(f"{row} a").click()
    expect(other.get_by_text("另一位客服正在接待这个会话。")).to_be_visible()
    expect(other.get_by_label("写给客户")).to_be_disabled()


def test_suggestions_are_looked_up_edited_dismissed_and_sent(enter: Enter, passer_by: Caller) -> None:
    one, two = (wants_a_person(passer_by, "灯罩在路上碎了怎么办，找人工") for _ in range(2))
    page = enter(at=f"conversation/{one}")
    first = page.locator("[data-suggestion]").first
    expect(first).to_contain_text("3天")
    first.locator(".sources button").first.click()
    dialog = page.get_by_role("dialog", name="原文")
    expect(dialog.locator("mark").first).to_contain_text("灯罩")
    dialog.get_by_role("button", name="关闭").click()
    page.keyboard.press("e")
    field = page.get_by_label("写给客户")
    expect(field).to_have_value(first.locator(".pre").first.inner_text())
    field.press("Control+End")
    field.type("请您放心。")
    with page.expect_request("**/v1/copilot/feedback") as told:
        field.press("Control+Enter")
    assert (told.value.post_data_json or {})["decision"] == "edited"
    expect(page.locator(".message.agent")).to_contain_text("请您放心。")
    page.goto(f"/console#/conversation/{two}")
    first.wait_for()
    offered = page.locator("[data-suggestion]").count()
    with page.expect_request("**/v1/copilot/feedback") as told:
        page.keyboard.press("x")
    assert (told.value.post_data_json or {})["decision"] == "dismissed"
    expect(page.locator("[data-suggestion]")).to_have_count(offered - 1)
    page.reload()
    first.wait_for()
    page.keyboard.press("1")
    expect(page.locator(".message.agent")).to_contain_text("3天")


def test_a_lost_connection_is_said_and_mended(enter: Enter, passer_by: Caller) -> None:
    page = enter(name="断线的人")
    page.get_by_role("heading", name="收件箱").wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="全部").click()
    expect(page.get_by_text("连不上服务器").first).to_be_visible()
    conversation = wants_a_person(passer_by)
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").first.click()
    expect(page.locator(f'[data-id="{conversation}"]')).to_be_visible()


def test_every_page_says_that_the_line_is_lost_and_goes_on_when_it_is_back(enter: Enter, passer_by: Caller) -> None:
    conversation = wants_a_person(passer_by)
    page = enter("admin", "断线的店长", at="quality?days=30")
    page.get_by_role("heading", name="审计日志").wait_for()
    for address in (*PAGES, f"conversation/{conversation}", "knowledge/doc_nowhere"):
        page.context.set_offline(True)
        page.goto(f"/console#/{address}")
        expect(page.locator("main [role=alert]").locator("visible=true").first).to_contain_text("连不上服务器")
        page.context.set_offline(False)
        page.locator("main").evaluate(
            "main => main.querySelectorAll('[role=alert] button').forEach(again => again.click())"
        )
        expect(page.locator("main [role=alert]").get_by_text("连不上服务器")).to_have_count(0)
        page.goto("/console#/quality?days=30")
        page.get_by_role("heading", name="审计日志").wait_for()


def test_a_page_whose_code_never_came_is_there_once_the_line_is_back(enter: Enter) -> None:
    page = enter(name="半路断线的人")
    page.get_by_role("heading", name="收件箱").wait_for()
    page.route("**/console/parts/policy.js", lambda route: route.abort())
    page.reload()
    page.goto("/console#/settings")
    expect(page.locator("main [role=alert]")).to_contain_text("连不上服务器")
    page.unroute("**/console/parts/policy.js")
    page.locator("main [role=alert]").get_by_role("button", name="重试").click()
    expect(page.get_by_role("heading", name="动态验证码")).to_be_visible()


def test_a_red_line_freezes_until_a_supervisor_has_looked(enter: Enter, boss: Person, passer_by: Caller) -> None:
    conversation = wants_a_person(passer_by)
    clerk = enter(name="越线的人", at=f"conversation/{conversation}")
    clerk.get_by_label("写给客户").fill("您把钱直接转到我的个人支付宝，我给您优惠")
    clerk.get_by_label("写给客户").press("Control+Enter")
    expect(clerk.get_by_role("alert").first).to_contain_text("不符合要求")
    expect(clerk.locator("main header")).to_contain_text("已冻结")
    page = enter("admin", "店长戊", at="quality")
    row = page.locator("main .row").filter(has=page.locator(f'a[href$="{conversation}"]'))
    row.get_by_role("button", name="解除冻结").click()
    expect(page.get_by_text("已解除冻结。")).to_be_visible()
    expect(page.locator(f'a[href$="{conversation}"]').locator("visible=true")).to_have_count(0)
    assert boss.get(f"/v1/conversations/{conversation}")["conversation"]["mode"] != "frozen"


def test_how_a_customer_rated_stands_in_the_conversations_head(enter: Enter, shopper: Callable[[str], Caller]) -> None:
    owner = shopper("d01")
    talk = owner.say("台灯怎么调光")["conversation_id"]
    rated = httpx.put(
        f"{owner.base}/v1/conversations/{talk}/rating",
        json={"score": 2, "comment": "<b>太慢</b>"},
        headers={"Authorization": f"Bearer {owner.secret}"},
    )
    assert rated.status_code == 200
    head = enter(at=f"conversation/{talk}").locator("main header")
    expect(head).to_contain_text("客户评价 2 / 5")
    expect(head.locator("q")).to_have_text("<b>太慢</b>")


def test_quality_figures_and_settings_show_what_happened(enter: Enter, passer_by: Caller) -> None:
    wants_a_person(passer_by)
    page = enter("admin", "店长乙", at="quality")
    expect(page.get_by_text("条消息。")).to_be_visible()
    page.get_by_role("button", name="校验完整性").click()
    expect(page.get_by_text("日志完整")).to_be_visible()
    page.goto("/console#/figures")
    expect(page.locator(".tile").filter(has_text="转人工率")).to_contain_text("%")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 CSV").first.click()
    assert "handoff_rate" in download.value.path().read_text(encoding="utf-8-sig")
    page.goto("/console#/settings")
    page.get_by_label("人工时薪").fill("36.5")
    page.locator("form").filter(has_text="服务水平").get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
