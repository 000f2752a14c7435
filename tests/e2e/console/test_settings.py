"""The settings page walked as a person would: people, their one-time code, keys, rules."""

import re
import time
from collections.abc import Callable

import httpx
import pyotp
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console.browser import Witness, open_page, sign_in
from tests.e2e.console.person import PASSWORD, new_login
from tests.e2e.served_shop import Server

Enter = Callable[..., Page]


def test_a_newcomer_is_let_in_sets_up_a_code_and_is_shut_out(
    enter: Enter, browser: Browser, shop_server: Server, witness: Witness
) -> None:
    login = new_login()
    boss = enter("admin", "店长庚", at="settings")
    form = boss.locator("form").filter(has_text="初始密码")
    for label, value in (("账号", login), ("姓名", "新来的"), ("初始密码", PASSWORD)):
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="添加").click()
    row = boss.locator("tr").filter(has_text=login)
    expect(row).to_contain_text("新来的")

    page = open_page(browser, shop_server.base, witness)
    sign_in(page, login)
    page.goto("/console#/settings")
    expect(page.get_by_text("其余设置由管理员管理。")).to_be_visible()
    page.get_by_role("button", name="启用").click()
    totp = pyotp.parse_uri(page.get_by_text("otpauth://").inner_text())
    assert isinstance(totp, pyotp.TOTP)
    page.locator("form").get_by_role("textbox").fill(totp.now())
    page.keyboard.press("Enter")
    expect(page.locator(".notice.good").first).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("账号、密码或验证码不对")
    page.get_by_label("动态验证码").fill(totp.at(int(time.time()) + 30))
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="主导航").wait_for()

    row.get_by_role("button", name="停用").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.context.close()


def test_a_key_is_shown_once_works_and_is_revoked(enter: Enter, shop_server: Server) -> None:
    page = enter("admin", "店长庚", at="settings")
    panel = page.locator("section").filter(has=page.get_by_role("heading", name="API 密钥"))
    panel.get_by_label("角色").select_option("agent")
    panel.get_by_role("button", name="新建密钥").click()
    secret = (re.search(r"kf_\S+", panel.get_by_role("status").inner_text()) or [""])[0]
    headers = {"Authorization": f"Bearer {secret}"}
    assert httpx.get(f"{shop_server.base}/v1/inbox", headers=headers).status_code == 200
    panel.get_by_role("button", name="吊销").last.click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert httpx.get(f"{shop_server.base}/v1/inbox", headers=headers).status_code == 401


def test_rules_that_cant_be_used_are_refused_in_words(enter: Enter) -> None:
    page = enter("admin", "店长庚", at="settings")
    rules = page.get_by_label("业务规则")
    form = page.locator("form").filter(has=rules)
    good = rules.input_value()
    for bad, told in (("{", "不是有效的 JSON"), ('{"return_window": {"days": -3}}', "不符合要求")):
        rules.fill(bad)
        form.get_by_role("button", name="保存").click()
        expect(form.get_by_role("alert")).to_contain_text(told)
    rules.fill(good)
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
