"""``make bench-console``: first paint of the inbox and time to a visible suggestion, in a real browser."""

import argparse
import statistics
import time

from playwright.sync_api import Browser

from tests.e2e.console.browser import find_chromium, open_page, running_browser, sign_in
from tests.e2e.console.stage import BOSS, Stage, staged

QUESTION = "灯罩在路上碎了怎么办，我要人工"
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crowd", type=int, default=10_000, help="conversations in the inbox")
    parser.add_argument("--times", type=int, default=5, help="how often each is measured")
    given = parser.parse_args()
    path = find_chromium()
    if path is None:
        raise SystemExit("Chromium is needed: install Debian's chromium and fonts-noto-cjk.")
    with staged(crowd=given.crowd) as stage, running_browser(path) as browser:
        paints, rows = zip(*(_inbox(browser, stage) for _ in range(given.times)), strict=True)
        shown = [_suggestion(browser, stage) for _ in range(given.times)]
    print(f"inbox of {given.crowd} conversations, median of {given.times}")
    print(f"  first contentful paint    {statistics.median(paints):7.0f} ms")
    print(f"  rows in sight             {statistics.median(rows):7.0f} ms")
    print(f"conversation, median of {given.times}")
    print(f"  a suggestion in sight     {statistics.median(shown):7.0f} ms")


def _inbox(browser: Browser, stage: Stage) -> tuple[float, float]:
    """Milliseconds from opening the address, signed in and with an empty cache, to first paint and to rows."""
    page = open_page(browser, stage.server.base)
    sign_in(page, BOSS)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    begun = time.perf_counter()
    page.goto("/console?again#/inbox", wait_until="commit")
    page.locator(".inbox li").first.wait_for()
    rows = (time.perf_counter() - begun) * 1000
    paint = page.evaluate(FIRST_PAINT)
    page.context.close()
    return float(paint), rows


def _suggestion(browser: Browser, stage: Stage) -> float:
    """Milliseconds from opening a conversation to its first suggestion."""
    conversation = stage.visitor.say(QUESTION)["conversation_id"]
    page = open_page(browser, stage.server.base)
    sign_in(page, BOSS)
    page.locator(".inbox li").first.wait_for()
    begun = time.perf_counter()
    page.goto(f"/console#/conversation/{conversation}")
    page.locator("[data-suggestion]").first.wait_for()
    taken = (time.perf_counter() - begun) * 1000
    page.context.close()
    return taken


if __name__ == "__main__":
    main()
