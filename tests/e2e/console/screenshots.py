"""``make screenshots``: every page in both themes and both widths, the empty and the broken ones too."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.e2e.console.browser import find_chromium, open_page, running_browser, sign_in
from tests.e2e.console.scenes import PAGES, play
from tests.e2e.console.stage import BOSS, EMPTY_BOSS, Stage, staged

THEMES = ("light", "dark")
SIZES = {"desk": {"width": 1280, "height": 800}, "tablet": {"width": 820, "height": 1180}}
SETTLE_MS = 700
COLOURS = 128
BAD_WORDS = "您好，这款灯全网最好，加我微信聊，保证退款"
README = {"inbox": "console-inbox", "conversation": "console-conversation", "knowledge": "console-knowledge"}
"""Pages that the README shows, and the names of their pictures."""


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("data/screenshots"))
    parser.add_argument("--readme", type=Path, help="write only the README's three, into this folder")
    given = parser.parse_args()
    out: Path = given.readme or given.out
    out.mkdir(parents=True, exist_ok=True)
    path = find_chromium()
    if path is None:
        raise SystemExit("Chromium is needed: install Debian's chromium and fonts-noto-cjk.")
    with staged(with_empty_shop=True) as stage, running_browser(path) as browser:
        addresses = play(stage)
        if given.readme:
            _for_readme(browser, stage, addresses, out)
        else:
            for size in SIZES:
                for theme in THEMES:
                    Photographer(browser, stage, theme, size, out).walk(addresses)
            _for_readme(browser, stage, addresses, out)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")


def _for_readme(browser: Browser, stage: Stage, addresses: dict[str, str], out: Path) -> None:
    page = open_page(browser, stage.server.base, viewport=SIZES["desk"], color_scheme="light")
    sign_in(page, BOSS)
    for name, picture in README.items():
        _open(page, name, addresses[name])
        _settle(page)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        path = out / f"{picture}.png"
        page.screenshot(path=path)
        # Text on plain ground: a palette halves the file and nobody sees it.
        with Image.open(path) as image:
            image.quantize(COLOURS).save(path, optimize=True)
    page.context.close()


class Photographer:
    """Walks the console in one theme and one width."""

    def __init__(self, browser: Browser, stage: Stage, theme: str, size: str, out: Path) -> None:
        """Args: size: a key of ``SIZES``; out: the folder of the pictures."""
        self._browser, self._base = browser, stage.server.base
        self._theme, self._size, self._out = theme, size, out

    def walk(self, addresses: dict[str, str]) -> None:
        """Every page as it is at work, without a line, with nothing in it, with a server that fails."""
        page = self._page()
        page.goto("/console")
        self._take(page, "sign-in")
        page.context.close()
        page = self._page(BOSS)
        for name, address in addresses.items():
            _open(page, name, address)
            self._take(page, name)
        page.goto("/console#/inbox")
        page.keyboard.press("?")
        self._take(page, "keys")
        page.keyboard.press("Escape")
        page.context.set_offline(True)
        page.goto("/console#/inbox?view=all")
        self._take(page, "inbox-offline")
        page.context.close()
        self._walk_plain(EMPTY_BOSS, "empty", PAGES)
        if self._size == "desk":
            self._walk_plain(BOSS, "broken", [*addresses.values()], broken=True)
        if (self._size, self._theme) == ("desk", "light"):
            self._walk_plain(BOSS, "english", [*addresses.values()], english=True)

    def _walk_plain(
        self, login: str, kind: str, addresses: Sequence[str], broken: bool = False, english: bool = False
    ) -> None:
        page = self._page(login)
        if broken:
            page.route("**/v1/**", _refused)
        if english:
            page.get_by_role("button", name="English").click()
        for address in addresses:
            page.goto(f"/console#/{address}")
            self._take(page, f"{address.replace('/', '-')[:16]}-{kind}")
        page.context.close()

    def _page(self, login: str = "") -> Page:
        page = open_page(self._browser, self._base, viewport=SIZES[self._size], color_scheme=self._theme)
        if login:
            sign_in(page, login)
        return page

    def _take(self, page: Page, name: str) -> None:
        _settle(page)
        page.screenshot(path=self._out / f"{name}-{self._theme}-{self._size}.png", full_page=True)


def _open(page: Page, name: str, address: str) -> None:
    page.goto(f"/console#/{address}")
    if name == "conversation":
        page.locator("[data-suggestion]").first.wait_for()
        page.get_by_label("写给客户").fill(BAD_WORDS)
        page.locator(".composer .marks mark").first.wait_for(state="attached")
    if name == "knowledge":
        page.get_by_label("检索并看原因").fill("灯罩碎了能补发吗")
        page.get_by_label("检索并看原因").press("Enter")
        page.locator(".scores").first.wait_for()


def _settle(page: Page) -> None:
    page.locator("h1, [role=alert]").first.wait_for()
    page.wait_for_function("() => !/加载中…|Loading…/.test(document.querySelector('main')?.innerText ?? '')")
    page.wait_for_timeout(SETTLE_MS)


def _refused(route: Route) -> None:
    """A server that is there and can't: the session holds, everything else fails."""
    if "/v1/session" in route.request.url or "/events" in route.request.url:
        route.continue_()
        return
    problem = {"title": "Service unavailable", "detail": "The database doesn't answer.", "status": 503}
    route.fulfill(status=503, content_type="application/problem+json", body=json.dumps(problem))


if __name__ == "__main__":
    main()
