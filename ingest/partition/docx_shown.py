"""Runs of a Word document that aren't shown or no longer hold: hidden, white, tiny and struck-out ones go out."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from ingest.textclean import clean_line

_STRUCK = ("w:strike", "w:dstrike")
_VANISHED = ("w:vanish",)


def take_unshown(document: Document) -> tuple[list[str], int]:
    """Remove such runs; returns the hidden texts, and how many runs were struck out.

    An old price would otherwise run into the new one. Both may be set by a style.
    """
    hidden: list[str] = []
    struck = 0
    styles = _Styles(document)
    for run in [*document.element.body.iter(qn("w:r"))]:
        text = clean_line("".join(t.text or "" for t in run.iter(qn("w:t"))))
        if styles.is_on(run, _STRUCK):
            struck += bool(text)
            run.getparent().remove(run)
        elif text and (styles.is_on(run, _VANISHED) or _is_unseen(run.find(qn("w:rPr")))):
            hidden.append(text)
            run.getparent().remove(run)
    return hidden, struck


class _Styles:
    """What the document's styles switch on."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def is_on(self, run: Any, kinds: tuple[str, ...]) -> bool:
        """Whether the run has one of these switches on, by itself or by its own or its paragraph's style."""
        properties = run.find(qn("w:rPr"))
        if properties is not None and (switched := _switched(properties, kinds)) is not None:
            return switched
        paragraph = next(run.iterancestors(qn("w:p")), None)
        named = (
            properties.find(qn("w:rStyle")) if properties is not None else None,
            paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if paragraph is not None else None,
        )
        return any(node is not None and self._of_style(node.get(qn("w:val")), kinds) for node in named)

    def _of_style(self, name: str, kinds: tuple[str, ...]) -> bool:
        if (name, kinds) not in self._known:
            answers = (_switched(properties, kinds) for properties in self._line(name))
            self._known[name, kinds] = next((answer for answer in answers if answer is not None), False)
        return self._known[name, kinds]

    def _line(self, name: str | None) -> Iterator[Any]:
        """Run properties of the style, then of those it is based on."""
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            if (properties := style.find(qn("w:rPr"))) is not None:
                yield properties
            based = style.find(qn("w:basedOn"))
            name = based.get(qn("w:val")) if based is not None else None


def _switched(properties: Any, kinds: tuple[str, ...]) -> bool | None:
    """On where one of them is, off where one of them says so, None: nothing is said."""
    found = [node.get(qn("w:val")) not in {"0", "false", "off"} for kind in kinds
             if (node := properties.find(qn(kind))) is not None]  # fmt: skip
    return any(found) if found else None


def _is_unseen(properties: Any) -> bool:
    """Too small, or white on nothing."""
    if properties is None:
        return False
    size = properties.find(qn("w:sz"))
    if size is not None and (size.get(qn("w:val")) or "9").isdecimal() and int(size.get(qn("w:val"))) <= 4:
        return True
    color = properties.find(qn("w:color"))
    white = color is not None and (color.get(qn("w:val")) or "").upper() == "FFFFFF"
    return white and properties.find(qn("w:shd")) is None and properties.find(qn("w:highlight")) is None and not any(
        True for cell in properties.iterancestors(qn("w:tc")) for _ in cell.iter(qn("w:shd"))
    )  # fmt: skip
