"""Markdown to Elements, by way of HTML; YAML front matter is read, not shown."""

import re

import yaml
from markdown_it import MarkdownIt

from ingest.partition.elements import Partitioned
from ingest.partition.html import partition_html
from ingest.refusals import FileRefusedError, Reason

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MAX_FRONT = 8192
_NOTE = re.compile(r"(?m)^\[\^([^\]\s]{1,40})\]:[ \t]*(.+(?:\n[ \t]{2,}\S.*)*)\n?")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
_CODE_OR_BOLD = re.compile(
    r"(?ms)^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]*`|(?<![\\*])\*\*(?=[^\s*])([^*\n]+?)(?<=\S)\*\*(?!\*)"
)
"""CommonMark doesn't see bold that ends in Chinese punctuation before a character: **当天（含）**拍照."""


def partition_markdown(text: str) -> Partitioned:
    """Elements of a Markdown file. Single line ends stay line ends: Chinese texts aren't wrapped by hand."""
    front, body = split_front_matter(text)
    body = _notes_in_place(body)
    body = _CODE_OR_BOLD.sub(lambda m: f"<strong>{m[1]}</strong>" if m[1] else m[0], body)
    parser = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable(["table", "strikethrough"])
    found = partition_html(f"<body>{parser.render(body)}</body>")
    found.front_matter = front
    return found


def _notes_in_place(body: str) -> str:
    """Footnotes right below the block that refers to them: CommonMark takes them for addresses of links."""
    notes = {match[1]: " ".join(match[2].split()) for match in _NOTE.finditer(body)}
    if not notes:
        return body
    blocks = []
    for block in re.split(r"\n\s*\n", _NOTE.sub("", body)):
        named = dict.fromkeys(name for name in _NOTE_MARK.findall(block) if name in notes)
        blocks.append(_NOTE_MARK.sub(lambda match: "" if match[1] in notes else match[0], block))
        blocks.extend(f"注：{notes.pop(name)}" for name in named)
    return "\n\n".join([*blocks, *(f"注：{text}" for text in notes.values())])


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Front matter and the rest. Raises: FileRefusedError: it starts like front matter but isn't YAML."""
    match = _FRONT.match(text)
    if match is None or len(match[1]) > _MAX_FRONT:
        return {}, text
    if re.search(r"(?m)[:\-]\s*[&*]\w", match[1]):
        raise FileRefusedError(Reason.BAD_FRONT_MATTER)
    try:
        loaded = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError) as error:
        raise FileRefusedError(Reason.BAD_FRONT_MATTER) from error
    if not isinstance(loaded, dict):
        return {}, text
    return {str(key): value for key, value in loaded.items()}, text[match.end() :]
