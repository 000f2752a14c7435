"""Prepares a Word document for unstructured: what isn't shown goes out, what it would miss goes in."""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml

from ingest.partition.docx_headings import text_headings
from ingest.partition.docx_shown import take_unshown
from ingest.textclean import clean_line

_TOC_STYLE = re.compile(r"^(?:toc|目录)\s*\d", re.IGNORECASE)


@dataclass
class Tidied:
    """What was found while tidying."""

    hidden: list[str] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    """Depth of headings that only look like headings, by text."""
    removed_changes: int = 0
    contents: int = 0
    struck: int = 0
    """Struck-out runs."""


def tidy(document: Document) -> Tidied:
    """Change ``document`` in place: accept tracked changes, take out hidden runs and tables of contents, bring in
    content controls, text boxes and footnotes, and note headings made by bold type or outline level."""
    found = Tidied()
    body = document.element.body
    found.removed_changes = _accept_changes(body)
    found.contents = _unwrap_controls(body) + _drop_contents(document)
    found.hidden, found.struck = take_unshown(document)
    _lift_text_boxes(body)
    _lift_footnotes(document)
    found.headings = text_headings(document)
    return found


def _accept_changes(body: Any) -> int:
    deleted = [*body.iter(qn("w:del"), qn("w:moveFrom"))]
    marks = [node for node in deleted if node.getparent().tag == qn("w:rPr")]
    gone = [node for node in deleted if node.getparent().tag != qn("w:rPr")]
    for node in gone:
        whole = node.getparent().getparent() if node.getparent().tag == qn("w:trPr") else node  # a deleted row
        if whole.getparent() is not None:
            whole.getparent().remove(whole)
    for node in [*body.iter(qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"))]:
        _unwrap(node, node)
    for mark in marks:
        _join_with_next(mark)
    return len(gone)


def _join_with_next(mark: Any) -> None:
    """A paragraph whose end was deleted runs on into the next one."""
    paragraph: Any = next(mark.iterancestors(qn("w:p")), None)
    following = paragraph.getnext() if paragraph is not None else None
    if following is None or following.tag != qn("w:p"):
        return
    properties = following.find(qn("w:pPr"))
    at = following.index(properties) + 1 if properties is not None else 0
    for node in reversed([node for node in paragraph if node.tag != qn("w:pPr")]):
        following.insert(at, node)
    paragraph.getparent().remove(paragraph)


def _unwrap_controls(body: Any) -> int:
    contents = 0
    for node in [*body.iter(qn("w:sdt"))]:
        gallery = node.find(f".//{qn('w:docPartGallery')}")
        if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
            node.getparent().remove(node)
            contents += 1
        elif (inner := node.find(qn("w:sdtContent"))) is not None:
            _unwrap(node, inner)
    return contents


def _unwrap(node: Any, inner: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    at = parent.index(node)
    for child in reversed([*inner]):
        parent.insert(at, child)
    parent.remove(node)


def _drop_contents(document: Document) -> int:
    lines = [p for p in document.paragraphs if p.style is not None and _TOC_STYLE.match(p.style.name or "")]
    for line in lines:
        line._element.getparent().remove(line._element)
    return bool(lines)


def _lift_text_boxes(body: Any) -> None:
    """A box's paragraphs follow the paragraph it is anchored in; of two renditions the first counts."""
    for fallback in [*body.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")]:
        fallback.getparent().remove(fallback)
    for box in [*body.iter(qn("w:txbxContent"))]:
        anchor = next(box.iterancestors(qn("w:p")), None)
        if anchor is None:
            continue
        for child in reversed([*box]):
            anchor.addnext(deepcopy(child))
        box.getparent().remove(box)


def _lift_footnotes(document: Document) -> None:
    for kind in ("footnote", "endnote"):
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith(f"/{kind}s")), None)
        if part is None:
            continue
        notes = {n.get(qn("w:id")): n for n in parse_xml(part.blob).iter(qn(f"w:{kind}"))}
        for reference in [*document.element.body.iter(qn(f"w:{kind}Reference"))]:
            note = notes.get(reference.get(qn("w:id")))
            anchor = next(reference.iterancestors(qn("w:p")), None)
            text = clean_line("".join(t.text or "" for t in note.iter(qn("w:t")))) if note is not None else ""
            if anchor is not None and text:
                anchor.addnext(_paragraph(f"注：{text}"))


def _paragraph(text: str) -> Any:
    paragraph, run, content = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    content.text = text
    run.append(content)
    paragraph.append(run)
    return paragraph
