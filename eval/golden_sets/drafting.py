"""Proposes samples for a person to check: none of them runs before somebody has accepted it."""

import re
from collections.abc import Iterable, Iterator

from domain.documents import Chunk
from domain.intents import Outcome
from domain.model import Frozen
from eval.golden_sets.drafts import draft_of, draft_of_talk, figures_to_expect
from eval.samples import Expectation, Sample

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_CUSTOMER_WORDS = 4
"""Shorter messages (在吗, 好的) are no case."""


class Edited(Frozen):
    """A draft that a person changed before it went out."""

    key: str
    question: str
    text: str
    """As it was sent."""
    documents: tuple[str, ...] = ()


class HandedOff(Frozen):
    """A conversation that went to people."""

    key: str
    customer: str | None
    turns: tuple[str, ...]
    topic: str
    answered: str = ""
    """What a person wrote then."""


def from_documents(chunks: Iterable[tuple[str, Chunk]]) -> Iterator[Sample]:
    """A question of each FAQ entry and of each section that states a figure.

    Args:
        chunks: File name and chunk; what is for people of the shop only is left out.
    """
    for document, chunk in chunks:
        if chunk.audience == "internal":
            continue
        question = chunk.question or _question_about(chunk)
        figures = figures_to_expect(chunk.text, question)
        if not question or not (chunk.question or figures):
            continue
        expect = Expectation(outcome=(Outcome.ANSWER,), must_include=figures, source=(document,))
        note = f"{document} › {chunk.section}：{_first(chunk.text)}"
        # The shop's own documents hold no customer's data.
        yield draft_of(f"doc-{chunk.chunk_id}", (question,), expect, note)


def from_edits(edits: Iterable[Edited]) -> Iterator[Sample]:
    """The customer's question with the figures of what a person made of the draft."""
    for edit in edits:
        expect = Expectation(
            outcome=(Outcome.ANSWER, Outcome.TOOL_ANSWER, Outcome.APPROVAL),
            must_include=figures_to_expect(edit.text, edit.question),
            source=edit.documents,
        )
        yield draft_of_talk(
            f"edit-{edit.key}", (edit.question,), expect, note=f"人工改为：{edit.text}", tags=("edited",)
        )


def from_handoffs(handoffs: Iterable[HandedOff]) -> Iterator[Sample]:
    """The conversation up to the handoff: was it right to pass it on, and what did the person answer?"""
    for handoff in handoffs:
        turns = tuple(turn for turn in handoff.turns if len(turn) >= _CUSTOMER_WORDS) or handoff.turns
        if not turns:
            continue
        yield draft_of_talk(
            f"handoff-{handoff.key}",
            turns,
            Expectation(outcome=(Outcome.HANDOFF,)),
            note=f"转人工（{handoff.topic}）" + (f"；人工答复：{handoff.answered}" if handoff.answered else ""),
            tags=("handoff", handoff.topic),
            customer=handoff.customer,
        )


def _question_about(chunk: Chunk) -> str:
    """From the headings: 退换须知 › 七天无理由退货 → 七天无理由退货是怎么规定的？"""
    heading = chunk.section.split(" > ")[-1].strip()
    return f"{heading}是怎么规定的？" if 2 <= len(heading) <= 30 else ""


def _first(text: str) -> str:
    match = _SENTENCE.search(text)
    return match.group().strip()[:120] if match else ""
