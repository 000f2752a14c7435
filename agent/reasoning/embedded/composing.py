"""Which way of answering this turn's evidence allows: facts, passages, a question back, or an honest no."""

import dataclasses
import re

from agent.reasoning.embedded.passages.row_keys import key_cells
from agent.reasoning.embedded.picking.answerable import ENOUGH, missing_terms
from agent.reasoning.embedded.picking.picking import Pick, pick
from agent.reasoning.embedded.picking.question import Question, parts_of, read_question
from agent.reasoning.embedded.words.answer_types import SHAPED
from agent.reasoning.embedded.words.terms import LIGHT
from agent.reasoning.embedded.writing.abstaining import abstention
from agent.reasoning.embedded.writing.actions import reported
from agent.reasoning.embedded.writing.arrival import arrivals
from agent.reasoning.embedded.writing.clarifying import which_row
from agent.reasoning.embedded.writing.computing import last_day
from agent.reasoning.embedded.writing.facts import told
from agent.reasoning.embedded.writing.frames import frame, salutation
from agent.reasoning.embedded.writing.quoting import quoted
from agent.reasoning.embedded.writing.smalltalk import is_courtesy, is_remark, smalltalk
from agent.tools.notices import SIGN_IN
from agent.tools.own_affairs import names_something_own
from agent.tools.wishes import as_wished
from domain.alignment import Aligner
from domain.intents import Intent, Language, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence

OWN_AFFAIRS = frozenset(
    {Intent.ORDER_STATUS, Intent.LOGISTICS_TRACK, Intent.REFUND_STATUS, Intent.EXPEDITE, Intent.STOCK, Intent.COUPON}
)
"""Answered by tool facts alone when there are any."""

TOLD_WHOLE = 4
"""Rows that fit equally are told one by one up to this many; with more the customer is asked which one."""


_ELSEWHERE = re.compile(r"按?[上下前后](?:表|述|列|面)|同上|[见按](?:上|下|附)")
BARE = 6
"""Characters up to which a question without content words is asked back; a longer one is searched all the same."""
OWN_TERMS = 2
"""Content words that make a later part of a message a question of its own."""
CLEAR = 0.75
"""Confidence from which a passage may follow a decision on the customer's order."""


def compose_draft(request: CompositionRequest, aligner: Aligner | None = None) -> Draft:
    """The draft that the evidence of this turn allows; on a second try without the sentences that were refused."""
    if request.failures:
        return _without_refused(request, aligner)
    if request.analysis.injection and not (request.facts or request.actions):
        return _framed(request, "injection", Outcome.ABSTAIN)
    if is_courtesy(request):
        return smalltalk(request)
    if request.choices:
        return _choose(request)
    if request.facts or request.actions or request.notices:
        return _from_facts(request, aligner)
    if _bare(request) and len(request.text) <= BARE:
        return smalltalk(request) if is_remark(request) else _asked_back(request, aligner)
    return _from_passages(request, aligner)


def _leans_elsewhere(picked: Pick) -> bool:
    """Whether it is rows alone that say to look elsewhere (在上表基础上多5天), of things that weren't asked for."""
    told = picked.rivals or picked.units
    keys = [value for unit in told if unit.kind == "row" for _, value in key_cells(unit, picked.peers)]
    asked = any(part in picked.question.text for key in keys for part in re.split(r"[、，,/／\s]+", key) if part)
    return all(unit.kind == "row" and _ELSEWHERE.search(unit.text) for unit in told) and not asked


def _framed(request: CompositionRequest, occasion: str, outcome: Outcome) -> Draft:
    language = request.analysis.language
    return Draft(outcome=outcome, sentences=(*salutation(request.shop, language), frame(occasion, language)))


def _asked_back(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    """Which of the cases that a table tells apart (几天能到: which region); without one, for more detail."""
    (picked, *more) = _picks(request, aligner) if request.passages else (None,)
    if picked and not more and picked.question.main_type in SHAPED and len(picked.rivals) > 1:
        return which_row(request, picked)
    return _framed(request, "more_detail", Outcome.CLARIFY)


def _choose(request: CompositionRequest) -> Draft:
    language = request.analysis.language
    lines = [Sentence(text=f"· {choice}\n", frame=True) for choice in request.choices]
    opening = (*salutation(request.shop, language), frame("which_order", language, line_end=True))
    return Draft(outcome=Outcome.CLARIFY, sentences=(*opening, *lines), confidence=0.8)


def _bare(request: CompositionRequest) -> bool:
    """Whether the question names nothing by which one answer could be told from another (要多久, 坏了)."""
    question = read_question(request)
    named = question.products or question.codes or question.figures or question.regions
    return not named and all(term.weight <= LIGHT for term in question.terms)


def _picks(request: CompositionRequest, aligner: Aligner | None) -> tuple[Pick, ...]:
    whole = read_question(request)
    parts = parts_of(whole.text)
    if len(parts) == 1:
        return (pick(whole, request.passages, aligner),)
    questions: list[Question] = []
    for n, part in enumerate(parts):
        before = "，".join(parts[:n])
        question = read_question(request, part, before)
        if before and sum(term.weight > LIGHT for term in question.terms) < OWN_TERMS:
            # 最晚多久, 水温多少: what it is about was said before.
            question = dataclasses.replace(read_question(request, f"{before}，{part}"), types=question.types)
        questions.append(question)
    return tuple(pick(question, request.passages, aligner) for question in questions)


def _without_refused(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    """The first draft again (composing is deterministic) less what was refused; an abstention when no fact is left."""
    first = compose_draft(request.model_copy(update={"failures": ()}), aligner)
    refused = {failure.sentence for failure in request.failures}
    kept = tuple(sentence for n, sentence in enumerate(first.sentences) if n not in refused)
    if None in refused or not any(sentence.supports for sentence in kept):
        return abstention(request, ())
    return first.model_copy(update={"sentences": kept, "confidence": first.confidence * 0.8})


def _from_passages(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    language = request.analysis.language
    picks = _picks(request, aligner) if request.passages else ()
    good = [p for p in picks if p.confidence >= ENOUGH]
    if not good:
        return smalltalk(request) if is_remark(request) else abstention(request, picks)
    if all(_leans_elsewhere(p) for p in good):
        return _framed(request, "more_detail", Outcome.CLARIFY)
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
    confidence = min(p.confidence for p in picks)
    return Draft(outcome=Outcome.ANSWER, sentences=tuple(sentences), missing=missing, confidence=round(confidence, 3))


def _passages_help(request: CompositionRequest) -> bool:
    """Whether passages may follow facts, decisions and notices: not where only the customer's own order matters."""
    if request.facts:
        return request.analysis.intent not in OWN_AFFAIRS
    return bool(request.actions) or not _bare(request)


def _asks_in_general(request: CompositionRequest) -> bool:
    """Whether only a sign-in was missed and nothing of the customer's own is spoken of: a clear passage is enough."""
    return not request.actions and set(request.notices) <= {SIGN_IN} and not names_something_own(request.analysis)


def _ended(sentences: list[Sentence]) -> list[Sentence]:
    if not sentences or sentences[-1].text.endswith("\n"):
        return sentences
    return [*sentences[:-1], sentences[-1].model_copy(update={"text": f"{sentences[-1].text}\n"})]


def _from_facts(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    analysis, language = request.analysis, request.analysis.language
    body: list[Sentence] = []
    for report in request.actions:
        body += reported(report, request.facts, language)
    if not request.actions:
        body += told(request.facts, as_wished(analysis).intent)
        body += arrivals(request.facts, request.passages)
    body += [Sentence(text=f"{notice}\n", frame=True) for notice in request.notices]
    proposals = tuple(r.proposal for r in request.actions if r.allowed and r.proposal is not None)
    confidence = 0.9 if request.facts else 0.5
    if request.passages and _passages_help(request):
        picks = [p for p in _picks(request, aligner) if p.confidence >= (CLEAR if request.actions else ENOUGH)]
        if request.actions:
            picks = [p for p in picks if not missing_terms(p.question, p.scored)]
        told_here = [sentence for p in picks for sentence in quoted(p)]
        if told_here and not request.facts and min(p.confidence for p in picks) >= CLEAR and _asks_in_general(request):
            body = []
        # What answers comes first; what a sign-in would add comes after.
        body = [*body, *told_here] if request.facts or request.actions else [*_ended(told_here), *body]
        computed = last_day(request.facts, tuple(picks), analysis.intent)
        body += [computed] if computed else []
    rests = {support.evidence_id[:1] for sentence in body for support in sentence.supports}
    outcome = (
        Outcome.APPROVAL
        if proposals
        else Outcome.TOOL_ANSWER
        if "f" in rests
        else Outcome.ANSWER
        if "p" in rests
        else Outcome.CLARIFY
        if request.notices
        else Outcome.ABSTAIN
    )
    if not body:
        return abstention(request, ())
    return Draft(
        outcome=outcome,
        sentences=(*salutation(request.shop, language), *body),
        actions=proposals,
        confidence=confidence,
    )
