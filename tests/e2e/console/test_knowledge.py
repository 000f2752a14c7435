"""The knowledge page walked as a person would: files, what was kept back, gaps."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.console.person import Person
from tests.e2e.console.shop import INTERNAL, KEPT_BACK, ORDER
from tests.e2e.served_shop import Caller

Enter = Callable[..., Page]


def test_a_file_is_taken_in_found_and_gone_back_from(enter: Enter, tmp_path: Path) -> None:
    page = enter("admin", "店长乙", at="knowledge")
    page.get_by_label("选择文件").wait_for()
    old, new = (f"# 以旧换新\n\n旧灯{days}天内寄回可抵十元。\n" for days in (20, 30))
    dropped = page.evaluate_handle(
        """text => { const all = new DataTransfer(); all.items.add(new File([text], "以旧换新.md")); return all; }""",
        old,
    )
    page.locator(".drop").dispatch_event("dragover", {"dataTransfer": dropped})
    expect(page.locator(".drop.over")).to_be_visible()
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator(".drop")).to_contain_text("完成：1 / 1")
    (tmp_path / "以旧换新.md").write_text(new, encoding="utf-8")
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/v1/documents" in answer.url):
        page.get_by_label("选择文件").set_input_files(tmp_path / "以旧换新.md")
    expect(page.locator(".drop")).to_contain_text("完成：1 / 1")
    page.get_by_label("检索并看原因").fill("旧灯可以抵多少钱")
    page.get_by_label("检索并看原因").press("Enter")
    expect(page.locator(".scores").first).to_be_visible()
    found = page.locator("li").filter(has_text="30天内寄回")
    expect(found).to_contain_text("语义排第 1，字面排第 1。")
    expect(found.locator("mark").first).to_contain_text("旧灯")
    page.get_by_role("link", name="以旧换新.md").click()
    page.get_by_role("button", name="与当前比较").first.click()
    expect(page.locator("del")).to_contain_text("20天")
    page.get_by_role("button", name="恢复此版本").click()
    page.get_by_role("button", name="恢复此版本").click()
    expect(page.get_by_text("已恢复。")).to_be_visible()


def test_a_gap_is_closed_with_an_entry_that_answers_from_then_on(enter: Enter, passer_by: Caller) -> None:
    for question in ("你们卖不卖鱼缸灯", "鱼缸灯你们卖不卖"):
        passer_by.say(question)
    page = enter("admin", "店长乙", at="knowledge")
    gap = page.locator("[data-gap]").filter(has_text="鱼缸灯")
    expect(gap).to_contain_text("2 次，2 个会话")
    gap.get_by_role("button", name="写答案").click()
    gap.get_by_label("答案").fill("本店不卖鱼缸灯，只卖台灯。")
    gap.get_by_role("button", name="发布为问答").click()
    expect(page.get_by_text("已发布，现在可以回答这个问题。")).to_be_visible()
    expect(gap).to_have_count(0)
    assert "不卖鱼缸灯" in passer_by.say("你们卖不卖鱼缸灯")["reply"]["text"]


def test_what_a_person_answered_is_published_by_one_press_and_what_is_no_matter_is_dismissed(
    enter: Enter, clerk: Person, passer_by: Caller
) -> None:
    talk = passer_by.say("店门口能不能停电动车")["conversation_id"]
    clerk.post(f"/v1/conversations/{talk}/claim")
    clerk.post(f"/v1/conversations/{talk}/messages", {"text": "店门口可以停电动车，停在东侧棚子里。"})
    passer_by.say("你们老板喜欢打麻将吗")
    page = enter("admin", "店长乙", at="knowledge")
    gaps = page.get_by_role("region", name="知识缺口")
    gap = gaps.locator("[data-gap]").filter(has_text="电动车")
    expect(gap).to_contain_text("客服后来的回答：店门口可以停电动车")
    gap.get_by_role("button", name="发布为问答").click()
    expect(page.get_by_text("已发布，现在可以回答这个问题。")).to_be_visible()
    assert "东侧" in passer_by.say("店门口能不能停电动车")["reply"]["text"]
    idle = gaps.locator("[data-gap]").filter(has_text="打麻将")
    idle.get_by_role("button", name="忽略").click()
    expect(page.get_by_text("已忽略。")).to_be_visible()
    expect(idle).to_have_count(0)


def test_a_gap_is_decided_once_and_what_another_person_types_stays(enter: Enter, passer_by: Caller) -> None:
    for question in ("店里收不收旧手机", "能不能教我弹吉他"):
        passer_by.say(question)
    one, other = (enter("admin", name, at="knowledge") for name in ("店长丁", "店长己"))
    typing = other.locator("[data-gap]").filter(has_text="吉他")
    typing.get_by_role("button", name="写答案").click()
    typing.get_by_label("答案").fill("本店不教")
    other.locator("[data-gap]").filter(has_text="旧手机").wait_for()
    one.locator("[data-gap]").filter(has_text="旧手机").get_by_role("button", name="忽略").click()
    expect(one.get_by_text("已忽略。")).to_be_visible()
    other.locator("[data-gap]").filter(has_text="旧手机").get_by_role("button", name="忽略").click()
    expect(other.get_by_role("alert")).to_contain_text("另一位同事刚处理过这个缺口")
    expect(other.locator("[data-gap]").filter(has_text="旧手机")).to_have_count(0)
    expect(typing.get_by_label("答案")).to_have_value("本店不教")


def test_what_was_kept_back_is_shown_let_in_and_left_out_again(enter: Enter, passer_by: Caller) -> None:
    page = enter("admin", "店长丙", at="knowledge")
    # Files of this test alone: what is decided on them is asked by no other test.
    files = [(name.replace("雾", "纱"), told.replace("雾", "纱")) for name, told in (KEPT_BACK, INTERNAL)]
    files[1] = ("成本表.md", files[1][1])
    page.get_by_label("选择文件").set_input_files(
        [{"name": name, "mimeType": "text/markdown", "buffer": told.encode()} for name, told in files]
    )
    expect(page.locator(".drop")).to_contain_text("完成：2 / 2")
    panel = page.get_by_role("region", name="隔离复核")
    item = panel.locator("[data-held]").filter(has_text="纱灯.md")
    expect(item.locator("mark").first).to_have_text(ORDER)
    expect(item).to_contain_text("原因")
    item.get_by_text("全文，以及放行后生效的片段").click()
    expect(item.get_by_role("heading", name="放行后生效")).to_be_visible()
    item.get_by_role("button", name="丢弃").click()
    expect(page.get_by_text("已丢弃，不会用来回答。")).to_be_visible()
    panel.get_by_role("button", name="已丢弃").click()
    item.get_by_role("button", name="放行").click()
    item.get_by_role("button", name="再点一次确认").click()
    expect(page.get_by_text("已放行，现在可以用来回答。")).to_be_visible()
    panel.get_by_role("button", name="已放行").click()
    expect(item).to_be_visible()
    panel.get_by_role("button", name="待复核").click()
    doubt = panel.locator("[data-held]").filter(has_text="成本表.md")
    expect(doubt).to_contain_text("是否仅内部")
    doubt.get_by_role("button", name="确认仅内部").click()
    expect(page.get_by_text("已确认仅内部。")).to_be_visible()
    assert "四十一元" not in passer_by.say("纱灯的批发价是多少")["reply"]["text"]


def test_a_clerk_sees_what_was_kept_back_and_decides_nothing(enter: Enter) -> None:
    page = enter(at="knowledge")
    panel = page.get_by_role("region", name="隔离复核")
    panel.get_by_role("button", name="已放行").click()
    expect(panel.get_by_text("由管理员决定。").or_(panel.get_by_text("没有放行过内容。")).first).to_be_visible()
    expect(panel.get_by_role("button", name="丢弃", exact=True)).to_have_count(0)
    expect(page.get_by_role("region", name="知识缺口").get_by_role("button", name="忽略")).to_have_count(0)
