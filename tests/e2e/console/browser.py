"""Debian's Chromium, driven as a person would, with an eye on everything that must not happen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.e2e.console.person import PASSWORD

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
PATIENCE_MS = 60_000
"""How long a page may take on a busy machine before a test gives up on it."""


def find_chromium() -> str | None:
    """The browser's path."""
    return next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


def chromium_or_skip() -> str:
    """The browser's path. Required in CI; elsewhere the tests that need it are left out, loudly."""
    path = find_chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs Chromium (Debian: chromium, fonts-noto-cjk)")
        pytest.skip("NO CHROMIUM HERE: install it to run the console's browser tests")
    return path


@contextmanager
def running_browser(path: str) -> Iterator[Browser]:
    """A browser for some tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Witness:
    """What happened in a page that never may."""

    own: str
    dialogs: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen from now on."""
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def nothing_happened(self) -> None:
        """Assert it."""
        assert self == Witness(self.own)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        at = urlsplit(request.url)
        if at.scheme not in ("data", "blob") and f"{at.scheme}://{at.netloc}" != self.own:
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        text = message.text
        if "Content Security Policy" in text or "TrustedHTML" in text:
            self.violations.append(text)
        elif message.type == "error" and "Failed to load resource" not in text:
            self.errors.append(text)


def new_context(browser: Browser, base: str, **options: Any) -> BrowserContext:
    """One person's browser: cookies and storage apart from any other's."""
    settings = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", "reduced_motion": "reduce"} | options
    context: BrowserContext = browser.new_context(base_url=base, **settings)
    context.set_default_timeout(PATIENCE_MS)
    return context


def open_page(browser: Browser, base: str, witness: Witness | None = None, **options: Any) -> Page:
    """A page of a new person."""
    page = new_context(browser, base, **options).new_page()
    if witness is not None:
        witness.watch(page)
    return page


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Through the form."""
    page.goto("/console")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(password)
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="主导航").wait_for()
