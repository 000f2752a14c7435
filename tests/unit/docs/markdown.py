"""What the tests read in a page: commands, links, tables."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "demo/README.md"])

_FENCE = re.compile(r"^```[a-z]*\n(.*?)^```$", re.M | re.S)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_SUBSTITUTED = re.compile(r"\$\(([^)]*)\)")
_PROGRAM = re.compile(r"^(?:\.venv/bin/)?(kefu|make)$")


class Command(NamedTuple):
    """``kefu`` or ``make`` with its arguments, as a page shows it."""

    page: str
    program: str
    arguments: tuple[str, ...]


def page_name(page: Path) -> str:
    """How a page is called in test names."""
    return page.relative_to(ROOT).as_posix()


def fenced_commands(page: Path) -> list[Command]:
    """Commands of code blocks, also those inside ``$(…)``; words after two spaces or a # are a remark."""
    found: list[Command] = []
    for block in _FENCE.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            for text in (*_SUBSTITUTED.findall(line), re.split(r"\s{2,}|\s#", line.strip())[0]):
                found += _command(page, text)
    return found


def inline_commands(page: Path) -> list[Command]:
    """Commands named in running text."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return [command for words in _INLINE.findall(text) for command in _command(page, words)]


def links(page: Path) -> list[str]:
    """Targets of links to other files."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return [target for target in _LINK.findall(text) if not re.match(r"[a-z]+:|#", target)]


def table_rows(page: Path) -> list[tuple[str, ...]]:
    """Cells of every table's rows, without headers and rules."""
    rows = []
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|")) if line.startswith("| ") else ()
        if len(cells) > 1 and not set(cells[0]) <= set("-: "):
            rows.append(cells)
    return rows


def _command(page: Path, text: str) -> list[Command]:
    try:
        words = shlex.split(text)
    except ValueError:
        return []
    if not words or (program := _PROGRAM.match(words[0])) is None:
        return []
    return [Command(page_name(page), program[1], tuple(words[1:]))]
