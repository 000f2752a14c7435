"""Finds text that addresses the bot instead of the customer, in what is shown and in what is hidden.

A document is data. A passage that gives a language model orders is cut out and shown to a person; the rest goes live.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks import Block
from ingest.bot_phrases import STRONG, WEAK, WEAK_TOGETHER
from ingest.textclean import clean_line

_LARGEST_CUT = 0.5
"""Share of the text above which the document isn't a document."""
_EXCERPT = 40


@dataclass
class Screened:
    """What is left, and what people are shown."""

    kept: list[Block]
    findings: list[str] = field(default_factory=list)
    mostly_for_bots: bool = False


def screen(blocks: Sequence[Block], hidden: Sequence[str]) -> Screened:
    """Cut blocks that address the bot; report those and hidden text that does."""
    kept: list[Block] = []
    findings: list[str] = []
    cut = 0
    for block in blocks:
        reason = addresses_bot(" ".join(filter(None, (block.question, block.text))))
        if reason is None:
            kept.append(block)
            continue
        cut += len(block.text)
        place = f"第{block.page}页" if block.page else f"第{block.row}行" if block.row else ""
        findings.append(_finding(reason, block.text, place))
    for text in hidden:
        reason = addresses_bot(text)
        if reason is not None:
            findings.append(_finding(reason, text, "不可见文字"))
    total = sum(len(block.text) for block in blocks)
    return Screened(kept, findings, bool(cut) and cut > _LARGEST_CUT * total)


def addresses_bot(text: str) -> str | None:
    """Why this text looks like an order to a bot, or None."""
    folded = _folded(text)
    for name, pattern in STRONG:
        if pattern.search(folded):
            return name
    if sum(bool(pattern.search(folded)) for pattern in WEAK) >= WEAK_TOGETHER:
        return "多处像写给机器人的话"
    return None


def _folded(text: str) -> str:
    """Without disguises: compatibility forms, invisible characters, spaces between Chinese characters."""
    folded = clean_line(unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=[一-鿿])[\s·.\-_*]+(?=[一-鿿])", "", folded)


def _finding(reason: str, text: str, place: str) -> str:
    excerpt = clean_line(text)[:_EXCERPT]
    where = f"（{place}）" if place else ""
    return f"已隔离疑似写给机器人的内容{where}：{reason}：“{excerpt}…” (addresses the bot: cut, needs a person)"
