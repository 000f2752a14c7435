"""A reply from facts, decisions and notices, with what passages add to them."""

from agent.reasoning.embedded.picking.answerable import ENOUGH, missing_terms
from agent.reasoning.embedded.picking.parts import is_bare, picks_of
from agent.reasoning.embedded.words.answer_types import asks_span
from agent.reasoning.embedded.writing.abstaining import abstention
from agent.reasoning.embedded.writing.actions import reported
from agent.reasoning.embedded.writing.arrival import arrivals
from agent.reasoning.embedded.writing.computing import last_day
from agent.reasoning.embedded.writing.facts import told
from agent.reasoning.embedded.writing.frames import frame, salutation
from agent.reasoning.embedded.writing.quoting import quoted
from agent.tools.notices import NO_ORDERS, NO_SUCH_PRODUCT, SIGN_IN, notice_in
from agent.tools.own_affairs import orders_would_tell, speaks_of_own_order
from agent.tools.plan import lists_orders
from agent.tools.wishes import as_wished
from domain.alignment import Aligner
from domain.evidence import Fact
from domain.intents import Intent, Language, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence

OWN_AFFAIRS = frozenset(
    {Intent.ORDER_STATUS, Intent.LOGISTICS_TRACK, Intent.REFUND_STATUS, Intent.EXPEDITE, Intent.STOCK, Intent.COUPON}
)
"""Answered by tool facts alone when there are any."""
_NO_ORDER = frozenset({SIGN_IN, NO_ORDERS, NO_SUCH_PRODUCT})
"""Notices that matter to those alone who ask about an order."""
CLEAR = 0.75
"""Confidence from which a passage may stand beside what is decided on, or known of, the customer's own order."""


def from_facts(request: CompositionRequest, aligner: Aligner | None) -> Draft:
    """What was decided and found first; last where passages answer and an order isn't what is asked about."""
    analysis, language = request.analysis, request.analysis.language
    body: list[Sentence] = []
    for report in request.actions:
        body += reported(report, request.facts, language)
    others = _of_other_orders(request)
    body += told(others, as_wished(analysis).intent)
    body += arrivals(others, request.passages)
    body += [Sentence(text=f"{notice_in(notice, language)}\n", frame=True) for notice in _notices(request)]
    proposals = tuple(r.proposal for r in request.actions if r.allowed and r.proposal is not None)
    confidence = 0.9 if request.facts else 0.5
    if request.passages and _passages_help(request):
        enough = CLEAR if request.actions or _of_own_order(request) else ENOUGH
        picks = [p for p in picks_of(request, aligner) if p.confidence >= enough]
        if request.actions:
            picks = [p for p in picks if not missing_terms(p.question, p.scored)]
        # Two clauses of a message may rest on one passage.
        once = {sentence.text.strip(): sentence for p in picks for sentence in quoted(p)}
        told_here = _introduced([*once.values()], language)
        if told_here and not request.facts and _asks_in_general(request):
            body = []
        # What answers comes first; what a sign-in or an order would add comes after.
        facts_first = request.actions or (request.facts and _of_own_order(request))
        body = [*body, *told_here] if facts_first else [*_ended(told_here), *body]
        computed = last_day(request.facts, tuple(picks), analysis.intent)
        body += [computed] if computed else []
    if not body:
        return abstention(request, ())
    return Draft(
        outcome=_outcome(request, body, bool(proposals)),
        sentences=(*salutation(request.shop, language), *body),
        actions=proposals,
        confidence=confidence,
    )


def _of_other_orders(request: CompositionRequest) -> tuple[Fact, ...]:
    """The facts on which no decision rests: all without one, and with one those of orders that it isn't about."""
    resting_on = {evidence for report in request.actions for evidence in report.evidence_ids}
    decided = {fact.data.get("order_no") for fact in request.facts if fact.evidence_id in resting_on}
    if not request.actions:
        return request.facts
    return tuple(fact for fact in request.facts if decided and fact.data.get("order_no") not in {None, *decided})


def _outcome(request: CompositionRequest, body: list[Sentence], proposes: bool) -> Outcome:
    rests = {support.evidence_id[:1] for sentence in body for support in sentence.supports}
    if proposes:
        return Outcome.APPROVAL
    if "f" in rests:
        return Outcome.TOOL_ANSWER
    if "p" in rests:
        return Outcome.ANSWER
    return Outcome.CLARIFY if request.notices else Outcome.ABSTAIN


def _passages_help(request: CompositionRequest) -> bool:
    """Whether passages may follow facts, decisions and notices: not where only the customer's own order matters."""
    if request.facts or SIGN_IN in request.notices:
        told_by_orders = request.analysis.intent in OWN_AFFAIRS and _of_own_order(request)
        if told_by_orders and not request.facts and asks_span(request.analysis.question):
            # 信用卡退款多久到账: the order isn't known, and how long it takes in general is no secret.
            told_by_orders = False
        return not told_by_orders and not lists_orders(as_wished(request.analysis))
    return bool(request.actions) or not is_bare(request)


def _asks_in_general(request: CompositionRequest) -> bool:
    """Whether only an order was missed and none of the customer's own is spoken of: what answers is enough."""
    return not request.actions and set(request.notices) <= _NO_ORDER and not _of_own_order(request)


def _of_own_order(request: CompositionRequest) -> bool:
    analysis = as_wished(request.analysis)
    return speaks_of_own_order(analysis) or lists_orders(analysis)


def _notices(request: CompositionRequest) -> list[str]:
    """That there is no order is told those whom an order would help."""
    would_help = orders_would_tell(as_wished(request.analysis))
    return [notice for notice in request.notices if would_help or notice not in _NO_ORDER]


def _introduced(sentences: list[Sentence], language: Language) -> list[Sentence]:
    """An English reply says what language the quotes are in."""
    if not sentences or language is not Language.ENGLISH:
        return sentences
    return [frame("quote", language, line_end=True), *sentences]


def _ended(sentences: list[Sentence]) -> list[Sentence]:
    if not sentences or sentences[-1].text.endswith("\n"):
        return sentences
    return [*sentences[:-1], sentences[-1].model_copy(update={"text": f"{sentences[-1].text}\n"})]
