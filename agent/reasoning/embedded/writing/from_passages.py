"""A reply from passages alone."""

import re
from dataclasses import replace

from agent.reasoning.embedded.passages.row_keys import key_cells, same_table
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.answerable import ENOUGH
from agent.reasoning.embedded.picking.parts import picks_of
from agent.reasoning.embedded.picking.picking import Pick
from agent.reasoning.embedded.words.answer_types import SHAPED
from agent.reasoning.embedded.writing.abstaining import abstention
from agent.reasoning.embedded.writing.clarifying import which_row
from agent.reasoning.embedded.writing.frames import frame, framed, salutation
from agent.reasoning.embedded.writing.quoting import quoted
from agent.reasoning.embedded.writing.smalltalk import is_remark, smalltalk
from domain.alignment import Aligner
from domain.intents import Language, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence

TOLD_WHOLE = 4
"""Rows that fit equally are told one by one up to this many; with more the customer is asked which one."""
_ELSEWHERE = re.compile(r"按?[上下前后](?:表|述|列|面)|同上|[见按](?:上|下|附)")


def from_passages(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    """What the passages answer, a question back where rows answer alike, or an honest no."""
    language = request.analysis.language
    picks = picks_of(request, aligner) if request.passages else ()
    good = [p for p in picks if p.confidence >= ENOUGH]
    if not good:
        return smalltalk(request) if is_remark(request) else abstention(request, picks)
    if all(_leans_elsewhere(p) for p in good):
        meant = _leaned_on(good[0])
        if len(meant) > 1:
            return which_row(request, replace(good[0], rivals=meant))
        return framed(request, "more_detail", Outcome.CLARIFY)
    if len(good) == 1 and len(good[0].rivals) > TOLD_WHOLE:
        return which_row(request, good[0])
    sentences: list[Sentence] = [*salutation(request.shop, language)]
    if language is Language.ENGLISH:
        sentences.append(frame("quote", language, line_end=True))
    seen: set[str] = set()
    for number, p in enumerate(good):
        fresh = [s for s in quoted(p) if s.text not in seen]
        seen |= {s.text for s in fresh}
        if number and fresh and not sentences[-1].text.endswith("\n"):
            sentences[-1] = sentences[-1].model_copy(update={"text": sentences[-1].text + "\n"})
        sentences += fresh
    missing = tuple(p.question.text for p in picks if p not in good)
    if missing:
        sentences[-1] = sentences[-1].model_copy(update={"text": sentences[-1].text.rstrip("\n") + "\n"})
        sentences.append(frame("rest_unknown", language))
    confidence = min(p.confidence for p in picks)
    return Draft(outcome=Outcome.ANSWER, sentences=tuple(sentences), missing=missing, confidence=round(confidence, 3))


def asked_back(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    """Which of the cases that a table tells apart (几天能到: which region); without one, for more detail."""
    (picked, *more) = picks_of(request, aligner) if request.passages else (None,)
    if picked and not more and picked.question.main_type in SHAPED and len(picked.rivals) > 1:
        return which_row(request, picked)
    return framed(request, "more_detail", Outcome.CLARIFY)


def _leans_elsewhere(picked: Pick) -> bool:
    """Whether it is rows alone that say to look elsewhere (在上表基础上多5天), of things that weren't asked for."""
    told = picked.rivals or picked.units
    keys = [value for unit in told if unit.kind == "row" for _, value in key_cells(unit, picked.peers)]
    asked = any(part in picked.question.text for key in keys for part in re.split(r"[、，,/／\s]+", key) if part)
    return all(unit.kind == "row" and _ELSEWHERE.search(unit.text) for unit in told) and not asked


def _leaned_on(picked: Pick) -> tuple[Unit, ...]:
    """The rows of another table in the same document, which the picked ones refer to."""
    told = picked.rivals or picked.units
    others = [
        row for row in picked.peers
        if row.passage.document_id == told[0].passage.document_id and not any(same_table(row, unit) for unit in told)
    ]  # fmt: skip
    return tuple(row for row in others if same_table(row, others[-1]))
