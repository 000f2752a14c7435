"""Headings of a page that are only styled so: bold lines, and blocks whose class says title."""

import re

from lxml import etree

from ingest.partition.grid import cell_text

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_TITLE_CLASS = re.compile(r"(?:^|[-_])(?:title|tit|headline|heading|subtitle)$", re.IGNORECASE)
_SENTENCE = re.compile(r"[\n。；，：:;,!！]")
_LONGEST = 30


def styled_heading(node: etree._Element) -> int | None:
    """Depth of a short block without blocks inside that is named a title or is bold throughout, and is no sentence."""
    if node.tag == "td":
        # Visited as a block only where the table places blocks; a line of its own, not one cell of several.
        row = node.getparent()
        if row is None or sum(child.tag in {"td", "th"} for child in row) != 1:
            return None
    elif node.tag not in {"p", "div"}:
        return None
    if any(child is not node and child.tag in _BLOCKS for child in node.iter(etree.Element)):
        return None
    text = cell_text(node)
    if not 0 < len(text) <= _LONGEST or _SENTENCE.search(text):
        return None
    if any(map(_TITLE_CLASS.search, (node.get("class") or "").split())):
        return _NAMED_DEPTH
    return _BOLD_DEPTH if node.tag in {"p", "td"} and _is_bold(node) else None


_NAMED_DEPTH, _BOLD_DEPTH = 5, 6
_BLOCKS = {"p", "div", "ul", "ol", "li", "table", "section", "img", "input", "br"}


def _is_bold(node: etree._Element) -> bool:
    """All text of it stands in one bold child, or in one whose only child is bold, and so on."""
    while True:
        if node.tag in {"b", "strong"} or _BOLD.search(node.get("style") or ""):
            return True
        if (node.text or "").strip() or len(node) != 1 or (node[0].tail or "").strip():
            return False
        node = node[0]
        if not isinstance(node.tag, str):
            return False
