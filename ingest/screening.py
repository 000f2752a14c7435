"""Finds text that addresses the bot instead of the customer, in what is shown and in what is hidden.

A document is data. A passage that gives a language model orders is kept back for a person; the rest goes live.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.checks.instructed.finding import instructs
from ingest.blocks import Block
from ingest.bot_phrases import ROLE_LABEL, STRONG, TOLD_TO_ANSWER, WEAK, WEAK_TOGETHER
from ingest.textclean import clean_line

_LARGEST_CUT = 0.5
"""Share of the text above which the document isn't a document."""
_SENTENCE = re.compile(r"[^。!?]+[。!?]*")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Cut:
    """A block that addresses the bot."""

    block: Block
    reason: str
    after: int
    """How many of the blocks kept stand before it."""


@dataclass
class Screened:
    """What is left, and what a person has to look at."""

    kept: list[Block]
    cuts: list[Cut] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    """Invisible text that says something."""
    hidden_reason: str = ""
    mostly_for_bots: bool = False


def screen(blocks: Sequence[Block], hidden: Sequence[str], comments: Sequence[str] = ()) -> Screened:
    """Take out blocks that address the bot.

    Args:
        hidden: text that its readers don't see; all of it is for a person to look at.
        comments: what authors wrote for one another; looked at only where it addresses the bot.
    """
    found = Screened([])
    for block in blocks:
        reason = addresses_bot(" ".join(filter(None, (block.question, block.text))))
        if reason is None:
            found.kept.append(block)
        else:
            found.cuts.append(Cut(block, reason, len(found.kept)))
    suspect = [text for text in comments if addresses_bot(text)]
    found.hidden = [text for text in [*hidden, *suspect] if _WORD.search(text)]
    reasons = (addresses_bot(text) for text in found.hidden)
    found.hidden_reason = next((reason for reason in reasons if reason), "读者看不到") if found.hidden else ""
    total, cut = (sum(len(block.text) for block in some) for some in (blocks, [c.block for c in found.cuts]))
    found.mostly_for_bots = bool(cut) and cut > _LARGEST_CUT * total
    return found


def addresses_bot(text: str) -> str | None:
    """Why this text looks like an order to a bot, or None."""
    folded = _folded(text)
    for name, pattern in STRONG:
        if pattern.search(folded):
            return name
    if sum(bool(pattern.search(folded)) for pattern in WEAK) >= WEAK_TOGETHER:
        return "多处像写给机器人的话"
    if any(_orders(sentence) for sentence in _SENTENCE.findall(folded)):
        return "以系统或管理者的口气规定怎么回答"
    return None


def _orders(sentence: str) -> bool:
    """Whether a sentence that speaks with authority, or tells somebody what to say, is an order by its meaning.

    Both are asked: devices say 系统提示, too, and the trained model alone is wrong too often for documents.
    """
    return bool(ROLE_LABEL.search(sentence) or TOLD_TO_ANSWER.search(sentence)) and instructs(sentence, strict=True)


def _folded(text: str) -> str:
    """Without disguises: compatibility forms, invisible characters, spaces between Chinese characters."""
    folded = clean_line(unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=[一-鿿])[\s·.\-_*]+(?=[一-鿿])", "", folded)
