"""The copilot: suggestions, record, next actions and findings for the person who answers."""

from dataclasses import dataclass

from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from agent.checks.screening import screen
from agent.checks.verify import verify
from agent.citing import citations_of, fact_refs_of
from agent.copilot.record import make_record
from agent.services import Ports
from agent.tools.context import ToolContext
from agent.tools.gather import Gathered, gather
from agent.tools.plan import plan_tools
from agent.vocabulary import Vocabulary
from domain.analysis import Analysis, Line
from domain.copilot import Feedback, NextAction, Record, Suggestion
from domain.credentials import Principal
from domain.errors import InvalidInputError
from domain.ids import ConversationId, CustomerId, SuggestionId, new_id
from domain.intents import Outcome, Speaker
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft, Finding, Screening
from domain.shop import Shop

MAX_SUGGESTIONS = 3
MIN_PASSAGE_SCORE = 0.35
"""Below this a passage is too far off to be worth a person's glance; fused scores run from 0 to 1 within a query."""


@dataclass(frozen=True)
class Help:
    """What a human agent sees beside a conversation."""

    suggestions: tuple[Suggestion, ...]
    record: Record
    next_actions: tuple[NextAction, ...]
    findings: tuple[Finding, ...]


class CopilotService:
    """Answers for people: the same evidence and checks as the bot's own replies."""

    def __init__(self, ports: Ports) -> None:
        """Args: ports: the outside."""
        self._ports = ports
        self._vocabulary = Vocabulary(ports.search, ports.orders)

    async def suggest(
        self,
        principal: Principal,
        conversation_id: ConversationId | None,
        messages: tuple[Line, ...],
        customer_id: CustomerId | None,
    ) -> Help:
        """Suggestions for the person's next message.

        Raises:
            NotFoundError: no such conversation in this shop.
            InvalidInputError: there is no customer's message to answer.
        """
        shop = await self._ports.shops.get_shop(principal.shop)
        if conversation_id is not None:
            conversation = await self._ports.conversations.conversation(shop.id, conversation_id)
            stored = await self._ports.conversations.messages(shop.id, conversation_id)
            messages = tuple(Line(speaker=m.speaker, text=m.text) for m in stored)
            customer_id = conversation.customer_id
        last = next((i for i in reversed(range(len(messages))) if messages[i].speaker is Speaker.CUSTOMER), None)
        if last is None:
            raise InvalidInputError("There is no customer's message to answer; send one with role customer.")
        request, gathered = await self._read(shop, messages[: last + 1], customer_id)
        draft = await self._ports.reasoner.compose(request)
        suggestions = _suggestions(draft, request, gathered)
        now = self._ports.clock_of(shop).now()
        await self._ports.copilot.put_suggestions(shop.id, conversation_id, suggestions, now)
        own = [line.text for line in messages if line.speaker is Speaker.AGENT][-1:]
        return Help(
            suggestions=suggestions,
            record=await self.record(principal, messages),
            next_actions=_next_actions(gathered),
            findings=screen(own[0], shop).findings if own else (),
        )

    async def record(self, principal: Principal, messages: tuple[Line, ...]) -> Record:
        """The structured record of a conversation."""
        shop = await self._ports.shops.get_shop(principal.shop)
        vocabulary = await self._vocabulary.of(shop.id)
        spoken = [line.text for line in messages if line.speaker is Speaker.CUSTOMER]
        analyses = [await self._analyse(shop, text, (), vocabulary) for text in spoken[-4:]]
        return make_record(messages, analyses, await self._ports.orders.products(shop.id))

    async def screening(self, principal: Principal, text: str) -> Screening:
        """The check of a person's text."""
        return screen(text, await self._ports.shops.get_shop(principal.shop))

    async def feedback(self, principal: Principal, feedback: Feedback) -> None:
        """What became of a suggestion. Raises: NotFoundError."""
        await self._ports.copilot.put_feedback(principal.shop, feedback)

    async def _read(
        self, shop: Shop, messages: tuple[Line, ...], customer_id: CustomerId | None
    ) -> tuple[CompositionRequest, Gathered]:
        now, history = self._ports.clock_of(shop).now(), messages[:-1]
        text = redact_secrets(sanitise(messages[-1].text).text).text
        analysis = await self._analyse(shop, text, history, await self._vocabulary.of(shop.id))
        tools = ToolContext(
            shop=shop, customer_id=customer_id, orders=self._ports.orders, search=self._ports.search, now=now
        )
        gathered = await gather(plan_tools(analysis, shop, signed_in=customer_id is not None), analysis, tools)
        request = CompositionRequest(
            text=text,
            analysis=analysis,
            history=history,
            passages=gathered.passages,
            facts=gathered.facts,
            actions=gathered.actions,
            choices=gathered.choices,
            notices=gathered.notices,
            shop=shop,
            now=now,
        )
        return request, gathered

    async def _analyse(self, shop: Shop, text: str, history: tuple[Line, ...], vocabulary: frozenset[str]) -> Analysis:
        now = self._ports.clock_of(shop).now()
        return await self._ports.reasoner.analyse(
            AnalysisRequest(text=text, history=history, shop=shop, vocabulary=vocabulary, now=now)
        )


def _suggestions(draft: Draft, request: CompositionRequest, gathered: Gathered) -> tuple[Suggestion, ...]:
    """The composed reply first; then the best passages it did not use. Nothing that fails a check."""
    found: list[Suggestion] = []
    if not verify(draft, request):
        citations, facts = citations_of(draft, gathered.passages), fact_refs_of(draft, gathered.facts)
        found.append(_suggestion(draft.text, draft.confidence, citations=citations, facts=facts))
    used = {support.evidence_id for sentence in draft.sentences for support in sentence.supports}
    if draft.outcome in (Outcome.ANSWER, Outcome.ABSTAIN):
        for passage in gathered.passages:
            if len(found) == MAX_SUGGESTIONS or passage.score < MIN_PASSAGE_SCORE:
                break
            if passage.evidence_id in used or passage.internal or screen(passage.text, request.shop).findings:
                continue
            quoted = Draft.model_validate(
                {
                    "outcome": Outcome.ANSWER,
                    "sentences": [
                        {
                            "text": passage.text,
                            "supports": [{"evidence_id": passage.evidence_id, "quote": passage.text}],
                        }
                    ],
                }
            )
            text = f"{request.shop.salutation}，{passage.text}"
            found.append(
                _suggestion(text, passage.score / 2, citations=citations_of(quoted, gathered.passages), facts=())
            )
    return tuple(found)


def _suggestion(text: str, confidence: float, **more: object) -> Suggestion:
    return Suggestion.model_validate(
        {"suggestion_id": SuggestionId(new_id("sug")), "text": text, "confidence": min(1.0, confidence), **more}
    )


def _next_actions(gathered: Gathered) -> tuple[NextAction, ...]:
    return tuple(
        NextAction(
            name=report.name,
            args=report.proposal.args if report.proposal else {},
            preview=report.proposal.preview if report.proposal else "",
            allowed=report.allowed,
            reason="；".join(report.reasons),
        )
        for report in gathered.actions
    )
