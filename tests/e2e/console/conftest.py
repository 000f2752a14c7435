"""The small shop, served once for all tests of the console."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.console.browser import PATIENCE_MS, Witness, chromium_or_skip, new_context, running_browser
from tests.e2e.console.person import Person, hire, new_login, signed_token
from tests.e2e.console.shop import SHOP, write_shop
from tests.e2e.console.shop_page import ShopPage, running_page
from tests.e2e.served_shop import Caller, Server, kefu, served


@pytest.fixture(scope="session")
def shop_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small shop in it."""
    root = tmp_path_factory.mktemp("console")
    kefu(root / "data", "shop", "import", str(write_shop(root / SHOP)))
    return root / "data"


@pytest.fixture(scope="session")
def shop_page() -> Iterator[ShopPage]:
    """The example page of a shop, on a site of its own."""
    with running_page() as page:
        yield page


@pytest.fixture(scope="session")
def shop_server(shop_data: Path, shop_page: ShopPage) -> Iterator[Server]:
    """The small shop, served; the shop's site may hold its widget."""
    with served(shop_data, KEFU_PAGE_ORIGINS=shop_page.base) as server:
        yield server


@pytest.fixture(scope="session")
def shopper(shop_data: Path, shop_server: Server) -> Callable[[str], Caller]:
    """A signed-in customer by id."""

    def signed_in(customer_id: str) -> Caller:
        return Caller(shop_server.base, signed_token(shop_data, SHOP, customer_id))

    return signed_in


@pytest.fixture(scope="session")
def boss(shop_data: Path, shop_server: Server) -> Person:
    """An admin."""
    login = new_login()
    hire(shop_data, SHOP, login, "admin", "店长")
    return Person(shop_server.base, login)


@pytest.fixture(scope="session")
def passer_by(boss: Person, shop_server: Server) -> Caller:
    """An anonymous visitor."""
    return Caller(shop_server.base, boss.post("/v1/keys", {"role": "customer"}).json()["secret"])


@pytest.fixture
def clerk(boss: Person, shop_server: Server) -> Person:
    """A human agent, new for each test."""
    login = new_login()
    boss.hire(login, "小林")
    return Person(shop_server.base, login)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the browser can be chosen or left out by the marker."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, for all tests of the console and not for a moment longer: while Playwright is there, its event loop
    counts as running, and no asynchronous test of the session could start.
    """
    expect.set_options(timeout=PATIENCE_MS)
    with running_browser(chromium_or_skip()) as running:
        yield running


@pytest.fixture
def witness(shop_server: Server) -> Iterator[Witness]:
    """Sees dialogs, foreign requests, violations of the policy and errors: after each test there have to be none."""
    seen = Witness(shop_server.base)
    yield seen
    seen.nothing_happened()


@pytest.fixture(scope="package")
def signed_in(browser: Browser, shop_server: Server, boss: Person) -> Callable[[str, str], BrowserContext]:
    """A person's cookies, storage and cache, by role and name; whoever was there before is signed in still."""
    known: dict[tuple[str, str], BrowserContext] = {}

    def entered(role: str, name: str) -> BrowserContext:
        if (role, name) not in known:
            login = new_login()
            boss.hire(login, name, role)
            known[role, name] = new_context(browser, shop_server.base)
            with Person(shop_server.base, login) as person:
                session = person.client.cookies["kefu_session"]
            known[role, name].add_cookies([{"name": "kefu_session", "value": session, "url": shop_server.base}])
        return known[role, name]

    return entered


@pytest.fixture
def enter(signed_in: Callable[[str, str], BrowserContext], witness: Witness) -> Iterator[Callable[..., Page]]:
    """Opens the console for a person, at an address of it."""
    pages: list[Page] = []

    def entered(role: str = "agent", name: str = "小林", at: str = "inbox") -> Page:
        page = signed_in(role, name).new_page()
        pages.append(page)
        witness.watch(page)
        page.goto(f"/console#/{at}")
        page.get_by_role("navigation", name="主导航").wait_for()
        return page

    yield entered
    for page in pages:
        page.close()
