"""/docs in a browser: everything that it shows comes from this server."""

import httpx
from playwright.sync_api import Browser, expect

from tests.e2e.console.browser import Witness, open_page
from tests.e2e.served_shop import Server


def test_the_api_is_described_without_a_file_from_elsewhere(
    browser: Browser, shop_server: Server, witness: Witness
) -> None:
    page = open_page(browser, shop_server.base, witness)
    page.goto("/docs")
    expect(page.get_by_text("/v1/chat", exact=True)).to_be_visible()
    page.get_by_role("button", name="POST /v1/chat").first.click()
    expect(page.get_by_text("Idempotency-Key").first).to_be_visible()
    page.context.close()


def test_a_page_that_would_load_from_elsewhere_is_not_served(shop_server: Server) -> None:
    assert httpx.get(f"{shop_server.base}/redoc").status_code == 404
    answer = httpx.get(f"{shop_server.base}/docs")
    assert (answer.status_code, "://" in answer.text) == (200, False)
    for bad in ("..%2f..%2fapp.py", "index.html%00", "redoc.standalone.js", "oauth2-redirect"):
        assert httpx.get(f"{shop_server.base}/docs/{bad}").status_code == 404
