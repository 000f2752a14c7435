"""Hostile text everywhere, ten thousand conversations, and accessibility, in a real browser."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console.browser import Witness, open_page
from tests.e2e.console.crowd import add_crowd
from tests.e2e.console.hostile import TEXTS
from tests.e2e.console.person import Person
from tests.e2e.console.scenes import PAGES, play
from tests.e2e.console.shop import ORDER
from tests.e2e.console.stage import Stage
from tests.e2e.served_shop import Caller, Server

Enter = Callable[..., Page]
CROWD = 10_000


def serious_faults(page: Page, **options: list[str]) -> list[str]:
    """What axe finds serious or critical: rule and first place of each."""
    found = Axe().run(page, options=options).response["violations"]
    heavy = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['html'][:120]}" for each in heavy]


@pytest.fixture(scope="module")
def scene(shop_server: Server, shop_data: Path, boss: Person, passer_by: Caller) -> dict[str, str]:
    """Every page has something on it: their addresses by name."""
    return play(Stage(shop_server, shop_data, boss, passer_by))


def both_themes(page: Page) -> list[str]:
    """What axe finds in either; what else could be wrong than colours doesn't depend on the theme."""
    light = serious_faults(page)
    page.locator("html").evaluate("page => page.dataset.theme = 'dark'")
    dark = serious_faults(page, runOnly=["color-contrast"])
    page.locator("html").evaluate("page => page.dataset.theme = 'light'")
    return light + dark


def test_axe_finds_no_serious_fault_on_any_page_in_either_theme(enter: Enter, scene: dict[str, str]) -> None:
    page = enter("admin", "查的人")
    faults = {}
    for name, address in scene.items():
        page.goto(f"/console#/{address}")
        page.get_by_role("heading", level=1).first.wait_for()
        expect(page.get_by_text("加载中…", exact=True).locator("visible=true")).to_have_count(0)
        if name == "knowledge":
            page.locator("[data-held] summary").first.click()
            page.get_by_role("button", name="写答案").first.click()
            page.get_by_label("检索并看原因").fill("灯罩碎了")
            page.get_by_label("检索并看原因").press("Enter")
            page.locator(".scores").first.wait_for()
        if name == "conversation":
            page.locator("[data-suggestion]").first.wait_for()
            page.get_by_label("写给客户").fill("全网最好，加我微信")
            page.locator(".composer .marks mark").first.wait_for(state="attached")
        faults[name] = both_themes(page)
    page.goto("/console#/inbox")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="键盘快捷键").wait_for()
    faults["keys"] = both_themes(page)
    assert {name: found for name, found in faults.items() if found} == {}


def test_axe_finds_no_serious_fault_where_nothing_is_there_or_nothing_works(
    browser: Browser, shop_server: Server, enter: Enter, witness: Witness
) -> None:
    page = open_page(browser, shop_server.base, witness)
    page.goto("/console")
    page.get_by_label("账号").wait_for()
    faults = {"sign-in": both_themes(page)}
    page.context.close()
    page = enter("admin", "查的人", at="settings")
    page.route(
        lambda url: "/v1/" in url and "/v1/session" not in url and "/events" not in url,
        lambda route: route.fulfill(status=503, content_type="application/problem+json", body='{"title": "x"}'),
    )
    for name in PAGES:
        page.goto(f"/console#/{name}")
        page.get_by_text("服务暂不可用").first.wait_for()
        faults[name] = both_themes(page)
    assert {name: found for name, found in faults.items() if found} == {}


def stage_hostile(boss: Person, customer: Caller, passer_by: Caller) -> list[str]:
    """Hostile text wherever a customer or a document can put it; the pages that show it."""
    talk = customer.say(f"我要找人工客服 {TEXTS[0]}")["conversation_id"]
    for text in TEXTS[:-1]:
        customer.say(text.replace("\u0000", ""), talk)
    httpx.put(
        f"{customer.base}/v1/conversations/{talk}/rating",
        json={"score": 1, "comment": TEXTS[0]},
        headers={"Authorization": f"Bearer {customer.secret}"},
    ).raise_for_status()
    passer_by.say(f"你们卖冰箱吗 {TEXTS[0]}")
    coupon = {"name": "issue_coupon", "args": {"amount": 500, "reason": TEXTS[0]}}
    approval = boss.post(f"/v1/conversations/{talk}/actions", coupon).json()["approval_id"]
    told = f"# {TEXTS[1]}\n\n灯杆高一米 {TEXTS[0]}\n\n{ORDER}{TEXTS[0]}\n\n灯座宽二十厘米。\n"
    files = [("files", (f"{TEXTS[0].replace('/', '')}.txt", told.encode(), "text/plain"))]
    job = boss.client.post("/v1/documents", files=files).json()
    while job["status"] in ("queued", "running"):
        time.sleep(0.2)
        job = boss.get(f"/v1/ingest-jobs/{job['job_id']}")
    (document,) = {report["document_id"] for report in job["reports"]}
    return [f"conversation/{talk}", f"approvals/{approval}", f"knowledge/{document}", *PAGES]


def test_hostile_text_in_every_field_stays_text(
    enter: Enter, boss: Person, shopper: Callable[[str], Caller], passer_by: Caller, witness: Witness
) -> None:
    addresses = stage_hostile(boss, shopper("d01"), passer_by)
    page = enter("admin", TEXTS[0])
    page.goto(f"/console#/{addresses[0]}")
    expect(page.locator(".messages")).to_contain_text("onerror=alert(1)")
    expect(page.locator("main header q")).to_have_text(TEXTS[0])
    for text in TEXTS:
        page.get_by_label("写给客户").fill(text)
        page.wait_for_timeout(50)
    for address in addresses:
        page.goto(f"/console#/{address}")
        page.get_by_role("heading", level=1).first.wait_for()
        expect(page.get_by_text("加载中…", exact=True).locator("visible=true")).to_have_count(0)
        if address == "knowledge":
            expect(page.locator("[data-held]").filter(has_text="onerror").first).to_be_visible()
            page.locator("[data-held] summary").first.click()
            page.locator("[data-gap]").filter(has_text="onerror").first.get_by_role("button", name="写答案").click()
        fields = "main :is(input, textarea):visible:not([type=number]):not([type=checkbox]):not([type=file])"
        for field in page.locator(fields).all():
            if field.is_enabled():
                field.fill(TEXTS[0])
                if field.evaluate("field => field.tagName") == "INPUT":
                    field.press("Enter")
        expect(page.locator("main img, main iframe, main script, main svg")).to_have_count(0)
        name = address.split("/")[0]
        page.goto(f"/console#/{name}/{TEXTS[0]}?q={TEXTS[1]}&view={TEXTS[2]}&days={TEXTS[3]}&status={TEXTS[2]}")
        page.wait_for_timeout(200)
    assert page.evaluate("document.querySelectorAll('main img, iframe, main script, svg').length") == 0
    witness.nothing_happened()
    with page.expect_console_message(), pytest.raises(Exception, match="Trusted"):
        page.evaluate("document.body.innerHTML = '<b>x</b>'")
    # The browser reported this one attempt, which was ours.
    witness.violations.clear()


def test_ten_thousand_conversations_are_searched_and_paged(enter: Enter, shop_data: Path, boss: Person) -> None:
    add_crowd(shop_data, "qingdeng", CROWD)
    page = enter()
    page.get_by_role("button", name="全部").click()
    expect(page.get_by_text("共 1")).to_contain_text("显示 50")
    assert boss.get("/v1/inbox", view="all")["total"] >= CROWD
    page.get_by_label("最近一条消息").fill("第7777位")
    page.keyboard.press("Enter")
    expect(page.locator(".inbox li")).to_have_count(1)
    expect(page.locator(".inbox li")).to_contain_text("k7777")
    page.keyboard.press("Escape")
    page.get_by_label("全部优先级").select_option("1")
    page.get_by_label("最近一条消息").fill("")
    page.get_by_role("button", name="搜索").click()
    expect(page.locator(".inbox li").first).to_contain_text("P1")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-id]') !== null")
