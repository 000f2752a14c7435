"""Links between pages lead somewhere, and every page can be reached from the README."""

from pathlib import Path

import pytest

from tests.unit.docs.markdown import PAGES, ROOT, links, page_name


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_links_resolve(page: Path) -> None:
    missing = [target for target in links(page) if not (page.parent / target.split("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_links_every_page_of_docs(readme: str) -> None:
    linked = {(ROOT / target).resolve() for target in links(ROOT / readme)}
    assert {page.resolve() for page in (ROOT / "docs").glob("*.md")} <= linked
