"""Numbers of lists and headings in the formats of Chinese documents, which unstructured leaves unnumbered."""

from collections.abc import Callable

import cn2an
from unstructured.partition.docx import _ListLabels

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = {
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
    "ideographDigital",
}  # fmt: skip
_LEGAL = {"chineseLegalSimplified", "ideographLegalTraditional"}
_LARGEST = 9999


def chinese_number(value: int, shape: str) -> str | None:
    """``value`` in a number format of Word, or None where the format is another one."""
    if not 0 < value <= _LARGEST:
        return None
    if shape in _COUNTING or shape in _LEGAL:
        text: str = cn2an.an2cn(value, "up" if shape in _LEGAL else "low")
        return text[1:] if text.startswith("一十") else text
    if shape == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    rows = {"decimalEnclosedCircleChinese": _CIRCLED, "ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}
    row = rows.get(shape, "")
    return row[value - 1] if value <= len(row) else None


def number_in_chinese() -> None:
    """Teach unstructured's labels these formats. Idempotent; its version is pinned, and golden files watch it."""
    known: Callable[[int, str], str] = _ListLabels._format_number
    if getattr(known, "knows_chinese", False):
        return

    def formatted(value: int, shape: str) -> str:
        return chinese_number(value, shape) or known(value, shape)

    formatted.knows_chinese = True  # type: ignore[attr-defined]
    _ListLabels._format_number = staticmethod(formatted)  # type: ignore[method-assign,assignment]
