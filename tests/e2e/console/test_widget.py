"""The chat widget on a shop's page: another site, a strict policy, people who reload, lose the line and come back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console.browser import Witness, open_page
from tests.e2e.console.hostile import TEXTS
from tests.e2e.console.person import Person
from tests.e2e.console.shop_page import ShopPage
from tests.e2e.served_shop import Server

WIDGET = Path(__file__).parents[3] / "api/pages/widget"
PICTURE = (Path(__file__).parent / "灯罩.png").read_bytes()
"""A screenshot with one line on it: 灯罩在路上碎了怎么办."""
Visit = Callable[..., Page]


@pytest.fixture
def seen(shop_page: ShopPage, shop_server: Server) -> Iterator[Witness]:
    """What must not happen in the shop's page: dialogs, foreign requests, violations, errors."""
    witness = Witness(shop_page.base)
    yield witness
    witness.foreign = [url for url in witness.foreign if not url.startswith(shop_server.base)]
    witness.nothing_happened()


@pytest.fixture
def visit(browser: Browser, shop_page: ShopPage, shop_server: Server, boss: Person, seen: Witness) -> Iterator[Visit]:
    """Opens the shop's page as somebody new."""
    pages: list[Page] = []
    key = boss.post("/v1/keys", {"role": "customer"}).json()["secret"]

    def visited(tag: str = f'data-key="{key}"', html: str = "<html ", opened: bool = True) -> Page:
        shop_page.kefu, shop_page.tag, shop_page.html = shop_server.base, tag, html
        page = open_page(browser, shop_page.base, seen)
        pages.append(page)
        page.goto("/")
        if opened:
            page.get_by_role("button", name="联系客服").click()
        return page

    yield visited
    for page in pages:
        page.context.close()


def say(page: Page, text: str) -> None:
    """Type and send."""
    page.get_by_role("textbox", name="请输入您的问题").fill(text)
    page.keyboard.press("Enter")


def test_all_files_of_the_widget_together_are_under_30_kb_and_load_nothing_from_elsewhere() -> None:
    files = sorted(WIDGET.iterdir())
    assert sum(file.stat().st_size for file in files) < 30_000
    texts = "".join(file.read_text(encoding="utf-8") for file in files)
    assert re.findall(r'from "(?!\./)', texts) == []
    assert re.findall(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", texts) == []


def test_a_visitor_asks_sees_the_source_comes_back_and_rates(visit: Visit, boss: Person) -> None:
    page = visit()
    say(page, "灯罩在路上碎了怎么办")
    reply = page.locator(".line.shop").filter(has_text="3天")
    expect(reply).to_have_count(1)
    expect(reply).to_contain_text("AI 生成")
    reply.get_by_text("来源").first.click()
    expect(reply.locator("blockquote").first).to_contain_text("灯罩")
    page.get_by_label("4 分").check()
    page.get_by_label("想说的话（可不填）").fill("很快")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("谢谢您的评价。")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="联系客服").click()
    expect(page.locator(".line.customer")).to_have_text(re.compile("灯罩在路上碎了怎么办"))
    expect(page.locator(".line.shop")).to_have_count(1)
    (talk,) = [
        c for c in boss.get("/v1/conversations", limit=200)["conversations"] if _asked(boss, c, "灯罩在路上碎了怎么办")
    ][:1]
    rating = boss.get(f"/v1/conversations/{talk['conversation_id']}")["rating"]
    assert (rating["score"], rating["comment"]) == (4, "很快")
    (satisfaction,) = [i for i in boss.get("/v1/analytics/indicators")["indicators"] if i["name"] == "satisfaction"]
    assert 1 <= satisfaction["value"] <= 5


def _asked(boss: Person, talk: dict[str, str], text: str) -> bool:
    if not talk["owner"].startswith("key:visitor:"):
        return False
    detail = boss.get(f"/v1/conversations/{talk['conversation_id']}")
    return any(message["text"] == text for message in detail["messages"])


def test_what_a_person_writes_arrives_by_itself(visit: Visit, boss: Person, clerk: Person) -> None:
    page = visit()
    say(page, "我要找人工客服，谢谢您哦")
    expect(page.get_by_text("已转人工客服")).to_be_visible()
    (talk,) = [
        c
        for c in boss.get("/v1/conversations", limit=200)["conversations"]
        if _asked(boss, c, "我要找人工客服，谢谢您哦")
    ]
    clerk.post(f"/v1/conversations/{talk['conversation_id']}/messages", {"text": "您好，我是小林，请讲。"})
    line = page.locator(".line.shop").filter(has_text="我是小林")
    expect(line).to_be_visible()
    expect(line).to_contain_text("人工客服")
    expect(line).not_to_contain_text("AI 生成")


def test_what_is_typed_without_a_line_is_sent_once_when_it_is_back(visit: Visit, boss: Person) -> None:
    page = visit()
    page.context.set_offline(True)
    say(page, "台灯怎么调光呢")
    expect(page.get_by_text("网络断开")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".line.shop").filter(has_text="2秒")).to_have_count(1)
    expect(page.locator(".line.customer")).to_have_count(1)
    talks = [c for c in boss.get("/v1/conversations", limit=200)["conversations"] if _asked(boss, c, "台灯怎么调光呢")]
    assert len(talks) == 1


def test_a_customer_of_the_shop_is_known_from_the_token_its_server_gives(
    visit: Visit, shop_page: ShopPage, boss: Person
) -> None:
    token = boss.post("/v1/customers/d01/tokens", {}).json()["token"]
    shop_page.tokens = ["expired.or.forged", token]
    page = visit('data-token-url="/token"')
    say(page, "我的订单到哪了")
    expect(page.locator(".line.shop").filter(has_text="QD2026110101")).to_be_visible()


def test_a_page_in_another_writing_direction_is_mirrored_and_a_plain_one_is_free_of_faults(visit: Visit) -> None:
    page = visit(html='<html dir="rtl" ')
    button = page.get_by_role("button", name="发送", exact=True).bounding_box()
    field = page.get_by_role("textbox").first.bounding_box()
    panel = page.get_by_role("dialog").bounding_box()
    assert button
    assert field
    assert panel
    assert button["x"] < field["x"]
    assert panel["x"] < 100
    say(page, "灯泡用多大功率的")
    expect(page.locator(".line.shop").filter(has_text="9瓦")).to_be_visible()
    found = Axe().run(page, {"include": [["[data-kefu]"]]}).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="联系客服")).to_be_focused()


def test_hostile_text_stays_text(visit: Visit) -> None:
    page = visit()
    for text in TEXTS[:3]:
        say(page, text)
    expect(page.locator(".line.customer")).to_have_count(3)
    expect(page.locator(".line.customer").first).to_contain_text("onerror=alert(1)")
    expect(page.locator(".pending")).to_have_count(0)
    assert page.evaluate("document.querySelectorAll('img, iframe').length") == 0


def test_words_on_a_picture_become_the_message(visit: Visit) -> None:
    page = visit()
    page.get_by_label("发送图片").last.set_input_files({"name": "屏幕.png", "mimeType": "image/png", "buffer": PICTURE})
    field = page.get_by_role("textbox", name="请输入您的问题")
    expect(field).to_have_value(re.compile("灯罩在路上碎了"))
    field.press("Enter")
    expect(page.locator(".line.shop").filter(has_text="3天")).to_be_visible()


def test_a_page_of_another_site_may_not_call(shop_server: Server, shop_page: ShopPage) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    for origin, allowed in ((shop_page.base, True), ("https://evil.example", False)):
        answer = httpx.options(f"{shop_server.base}/v1/chat", headers=asked | {"Origin": origin})
        assert (answer.headers.get("access-control-allow-origin") == origin) is allowed
        assert "access-control-allow-credentials" not in answer.headers
