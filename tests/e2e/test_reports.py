"""The reports in a real browser: nothing sticks out, on a phone neither, and nothing is fetched."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from domain.ids import ConversationId
from domain.intents import Outcome
from eval.replay.difference import Difference, Side
from eval.replay.summary import page_of as replay_page
from eval.replay.summary import summarise as replay_summary
from eval.reports.page import page_of
from tests.e2e.console.browser import chromium_or_skip, running_browser
from tests.unit.eval.doubles import AT
from tests.unit.eval.reports.runs import a_run, earlier

LONG = "https://example.org/" + "long-address-without-a-break-" * 8

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser(chromium_or_skip()) as running:
        yield running


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    # Playwright keeps an event loop running in this thread.
    with ThreadPoolExecutor(1) as aside:
        summary, trials = aside.submit(lambda: asyncio.run(a_run())).result()
    odd = summary.verdicts[0].model_copy(update={"tags": (LONG,)})
    summary = summary.model_copy(update={"unsteady": ("broken",), "verdicts": (odd, *summary.verdicts[1:])})
    side = Side(outcome=Outcome.ANSWER, text=LONG, documents=(LONG,), actions=(LONG,))
    difference = Difference(
        conversation_id=ConversationId("con_1"), turn=1, question=LONG, before=side, after=side, kinds=("harm",)
    )
    texts = {
        "report": page_of(summary, trials, earlier(summary, True, False, True)),
        "replay": replay_page(replay_summary("shop", AT, [difference], {}), [difference]),
    }
    written = {name: folder / f"{name}.html" for name in texts}
    for name, text in texts.items():
        written[name].write_text(text, encoding="utf-8")
    return written


@pytest.mark.parametrize("name", ["report", "replay"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_and_nothing_is_fetched(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(pages[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [pages[name].as_uri()]
    assert told == []
    page.close()
