"""HTML to Elements.

Unstructured's own partitioner loses ``dt``, one-character paragraphs, list numbers and table spans, so this is ours.
"""

from dataclasses import dataclass, field

from lxml import etree
from unstructured.documents.elements import Element

from ingest.partition.elements import Partitioned, end_of_section, item, paragraph, title
from ingest.partition.grid import cell_text
from ingest.partition.html_headings import styled_heading
from ingest.partition.html_tables import is_layout, table_elements
from ingest.partition.html_tidy import tidy
from ingest.textclean import clean_text

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_FOLDED_DEPTH = 6
"""Depth of what heads a part that unfolds or an asked term; such a part ends with its element."""
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "aside", "blockquote", "pre", "figure", "figcaption", "address",
    "center", "form", "fieldset", "details", "summary", "dl", "dt", "dd", "ul", "ol", "li", "table", "tbody", "thead",
    "tfoot", "tr", "td", "th", "caption", "hr", "body", "html", "legend", "menu", "dir",
} | _HEADINGS.keys()  # fmt: skip


def partition_html(text: str) -> Partitioned:
    """Elements of a page's visible text, in reading order."""
    tidied = tidy(text)
    walk = _Walk()
    walk.into(tidied.body)
    walk.flush()
    left_out = [f"网页导航、页脚 {tidied.site_parts} 处 (site navigation and footers)"] if tidied.site_parts else []
    if tidied.struck:
        left_out.append(f"划掉的文字 {tidied.struck} 处 (struck-out text)")
    if tidied.values:
        left_out.append(
            f"模板中的动态内容 {tidied.values} 处没有值，请用浏览器打开后另存为网页再上传 "
            "(values of a template: save the page from a browser)"
        )
    if unseen := len(tidied.hidden) + len(tidied.comments):
        left_out.append(f"不可见文字和注释 {unseen} 处 (invisible text and comments)")
    front: dict[str, object] = {"page_title": tidied.title} if tidied.title else {}
    return Partitioned(walk.elements, left_out, tidied.hidden, tidied.comments, front)


@dataclass
class _Walk:
    elements: list[Element] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    depth: int = 0
    """List nesting."""
    marker: str = ""
    """Number of the list item under way."""
    in_item: bool = False

    def flush(self) -> None:
        """End the paragraph or item under way."""
        text = clean_text("".join(self.text))
        self.text.clear()
        if not text:
            return
        if self.in_item:
            self.elements.append(item(f"{self.marker}{text}", self.depth))
            self.marker = ""
        else:
            self.elements.append(paragraph(text))

    def into(self, node: etree._Element) -> None:
        """Walk a container's text and children."""
        self.text.append(_folded(node, node.text))
        for child in node:
            if isinstance(child.tag, str):
                self.visit(child)
            self.text.append(_folded(node, child.tail))

    def visit(self, node: etree._Element) -> None:
        """Walk one element."""
        if node.tag == "br":
            self.text.append("\n")
        elif node.tag == "img":
            self.text.append(f" {node.get('alt') or ''} ")
        elif node.tag not in _BLOCKS:
            self.into(node)
        else:
            self.flush()
            self._block(node)
            self.flush()

    def _block(self, node: etree._Element) -> None:
        if node.tag in _HEADINGS:
            text = clean_text(cell_text(node)).replace("\n", " ")
            if text:
                self.elements.append(title(text, _HEADINGS[node.tag]))
        elif not self.in_item and (depth := styled_heading(node)) is not None:
            self.elements.append(title(cell_text(node), depth))
        elif node.tag == "summary" and cell_text(node):
            self.elements.append(title(clean_text(cell_text(node)).replace("\n", " "), _FOLDED_DEPTH))
        elif node.tag == "table" and not is_layout(node):
            self.elements.extend(table_elements(node))
        elif node.tag == "details":
            self.into(node)
            self.flush()
            self.elements.append(end_of_section(_FOLDED_DEPTH))
        elif node.tag in {"ul", "ol", "menu", "dir"}:
            self._list(node)
        elif node.tag == "dl":
            self._definitions(node)
        else:
            self.into(node)

    def _list(self, node: etree._Element) -> None:
        outer = (self.marker, self.in_item)
        self.depth += 1
        number = _start(node)
        for child in node:
            if child.tag == "li":
                number = _start(child, "value", number)
                self.marker, self.in_item = (f"{number}. " if node.tag == "ol" else ""), True
                self.into(child)
                self.flush()
                number += 1
            elif isinstance(child.tag, str):
                self.in_item = False
                self.visit(child)
        self.depth -= 1
        self.marker, self.in_item = outer

    def _definitions(self, node: etree._Element) -> None:
        for child in node.iter("dt", "dd"):
            text = cell_text(child)
            if text and child.tag == "dt":
                asked = text.endswith(("？", "?"))
                self.elements.append(title(text, _FOLDED_DEPTH) if asked else paragraph(text + "："))
            elif text:
                self.elements.append(paragraph(text))
        self.elements.append(end_of_section(_FOLDED_DEPTH))


def _folded(node: etree._Element, text: str | None) -> str:
    """Line ends in the source are spaces, except in ``pre``; none between Chinese characters."""
    if not text or any(n.tag == "pre" for n in (node, *node.iterancestors("pre"))):
        return text or ""
    lines = [line.strip() for line in text.split("\n")]
    head, tail = text[:1].isspace(), text[-1:].isspace()
    return (" " if head else "") + _joined(lines) + (" " if tail else "")


def _joined(lines: list[str]) -> str:
    joined = ""
    for line in filter(None, lines):
        wide = bool(joined) and (ord(joined[-1]) > 0x2E80 or ord(line[0]) > 0x2E80)
        joined += line if wide or not joined else f" {line}"
    return joined


def _start(node: etree._Element, name: str = "start", otherwise: int = 1) -> int:
    value = node.get(name) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else otherwise
