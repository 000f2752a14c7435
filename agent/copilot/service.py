"""What a human agent is helped with while they write."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from agent.checks.redact import redact, redact_secrets
from agent.checks.sanitise import sanitise
from agent.checks.screening import screen
from agent.copilot.card import customer_card
from agent.copilot.learning import candidates_of, edit_distance
from agent.copilot.profile import ProfileService
from agent.copilot.record import make_record
from agent.copilot.suggesting import suggest_replies
from agent.services import Ports
from agent.tools.context import ToolContext
from agent.tools.gather import gather
from agent.tools.plan import plan_tools
from agent.vocabulary import Vocabulary
from domain.analysis import Analysis, Line
from domain.copilot import Candidate, CustomerCard, Feedback, NextAction, Record, Suggestion
from domain.credentials import Principal
from domain.errors import InvalidInputError, NotFoundError
from domain.ids import ConversationId, CustomerId
from domain.intents import Speaker
from domain.profiles import Profile
from domain.reasoner import ActionReport, AnalysisRequest, CompositionRequest
from domain.reply import Finding, Screening
from domain.shop import Shop

_READ_LINES = 6
"""Customer messages that a record's category and mood are read from: the last ones."""
_HISTORY = 20
"""Earlier messages that a suggestion takes into account, as many as the bot's own turns do."""


@dataclass(frozen=True)
class Help:
    """Everything beside one conversation."""

    customer: CustomerCard | None
    """Of a signed-in customer."""
    suggestions: tuple[Suggestion, ...]
    record: Record
    next_actions: tuple[NextAction, ...]
    findings: tuple[Finding, ...]


class CopilotService:
    """Suggestions, records, screenings and feedback for the caller's own shop."""

    def __init__(self, ports: Ports) -> None:
        """Args: ports: the outside."""
        self._ports = ports
        self._vocabulary = Vocabulary(ports.search, ports.orders)
        self._profiles = ProfileService(ports)

    async def suggest(
        self,
        principal: Principal,
        conversation_id: ConversationId | None,
        lines: Sequence[Line] = (),
        customer_id: CustomerId | None = None,
    ) -> Help:
        """One to three replies to the customer's last words, with record, next actions and findings.

        Args:
            principal: The human agent; everything stays within their shop.
            conversation_id: A conversation of ours; its customer goes before ``customer_id``.
            lines: Else the talk itself, oldest first.
            customer_id: Whose orders may be looked up.

        Raises:
            NotFoundError: no such conversation in this shop.
            InvalidInputError: the customer has said nothing.
        """
        shop = await self._ports.shops.get_shop(principal.shop)
        if conversation_id is not None:
            conversation = await self._ports.conversations.conversation(shop.id, conversation_id)
            messages = await self._ports.conversations.messages(shop.id, conversation_id)
            lines = [Line(speaker=message.speaker, text=message.text) for message in messages]
            customer_id = conversation.customer_id or customer_id
        lines = _clean(lines)
        last = max((i for i, line in enumerate(lines) if line.speaker is Speaker.CUSTOMER), default=None)
        if last is None:
            raise InvalidInputError("There is no customer message to answer; send the talk with the customer's words.")
        first = _start_of_burst(lines, last)
        text = "\n".join(line.text for line in lines[first : last + 1])
        request = await self._gathered(shop, text, lines[max(0, first - _HISTORY) : first], customer_id)
        question = redact(request.analysis.question or text).text
        suggestions = tuple(
            suggestion.model_copy(update={"question": question})
            for suggestion in await suggest_replies(self._ports.reasoner, request)
        )
        await self._ports.copilot.put_suggestions(shop.id, conversation_id, suggestions, request.now, customer_id)
        record = make_record(lines, {last: request.analysis}, await self._vocabulary.of(shop.id))
        if conversation_id is not None:
            await self._profiles.merge(shop, customer_id, conversation_id, record)
        return Help(
            customer=await customer_card(self._ports, shop, customer_id),
            suggestions=suggestions,
            record=record,
            next_actions=tuple(_next_action(report) for report in request.actions),
            findings=_findings_of_latest(lines, last, shop),
        )

    async def screening(
        self, principal: Principal, text: str, conversation_id: ConversationId | None = None
    ) -> Screening:
        """Check a text before it is sent; what the conversation's citations say counts as backed.

        Raises: NotFoundError: no such conversation in this shop.
        """
        shop = await self._ports.shops.get_shop(principal.shop)
        quotes: list[str] = []
        words: list[str] = []
        if conversation_id is not None:
            for message in await self._ports.conversations.messages(shop.id, conversation_id):
                quotes += [citation.quote for citation in message.citations]
                words += [message.text] if message.speaker is Speaker.CUSTOMER else []
        return screen(text, shop, quotes, customers_words=words)

    async def record(self, principal: Principal, lines: Sequence[Line]) -> Record:
        """The structured record of a talk."""
        shop = await self._ports.shops.get_shop(principal.shop)
        lines = _clean(lines)
        spoken = [i for i, line in enumerate(lines) if line.speaker is Speaker.CUSTOMER and line.text][-_READ_LINES:]
        readings = await asyncio.gather(*(self._read(shop, lines[i].text, lines[max(0, i - 6) : i]) for i in spoken))
        return make_record(lines, dict(zip(spoken, readings, strict=True)), await self._vocabulary.of(shop.id))

    async def live_record(self, principal: Principal, conversation_id: ConversationId) -> Record:
        """The record of a conversation of ours as it stands now; the profile of a customer who agreed grows by it.

        Raises: NotFoundError.
        """
        shop = await self._ports.shops.get_shop(principal.shop)
        talk = await self._ports.conversations.conversation(shop.id, conversation_id)
        said = await self._ports.conversations.messages(shop.id, conversation_id)
        record = await self.record(principal, [Line(speaker=message.speaker, text=message.text) for message in said])
        await self._profiles.merge(shop, talk.customer_id, conversation_id, record)
        return record

    async def consent(self, principal: Principal, customer_id: CustomerId, given: bool) -> Profile | None:
        """Write down that a customer agrees to a profile, or no longer does. Raises: InvalidInputError."""
        shop = await self._ports.shops.get_shop(principal.shop)
        return await self._profiles.consent(shop, customer_id, given, principal.credential)

    async def profile(self, principal: Principal, customer_id: CustomerId) -> Profile:
        """What is remembered of a customer. Raises: NotFoundError: they have not agreed to it."""
        profile = await self._ports.copilot.profile(principal.shop, customer_id)
        if profile is None:
            raise NotFoundError("There is no profile of this customer; one begins with their consent.")
        return profile

    async def feedback(self, principal: Principal, feedback: Feedback) -> None:
        """Keep what a person did with a suggestion, and how far they changed it. Raises: NotFoundError."""
        suggestion = await self._ports.copilot.suggestion(principal.shop, feedback.suggestion_id)
        sent = feedback.final_text if feedback.decision == "edited" else suggestion.text
        distance = None if feedback.decision == "dismissed" else edit_distance(suggestion.text, sent or "")
        await self._ports.copilot.put_feedback(principal.shop, feedback.model_copy(update={"edit_distance": distance}))

    async def candidates(self, principal: Principal) -> list[Candidate]:
        """What may be learned from the suggestions that people sent, latest first."""
        shop = await self._ports.shops.get_shop(principal.shop)
        return list(candidates_of(await self._ports.copilot.answered(shop.id)))

    async def _read(self, shop: Shop, text: str, history: Sequence[Line]) -> Analysis:
        return await self._ports.reasoner.analyse(
            AnalysisRequest(
                text=text,
                history=tuple(history),
                shop=shop,
                vocabulary=await self._vocabulary.of(shop.id),
                now=self._ports.clock_of(shop).now(),
            )
        )

    async def _gathered(
        self, shop: Shop, text: str, history: Sequence[Line], customer_id: CustomerId | None
    ) -> CompositionRequest:
        analysis = await self._read(shop, text, history)
        now = self._ports.clock_of(shop).now()
        context = ToolContext(
            shop=shop,
            customer_id=customer_id,
            orders=self._ports.orders,
            search=self._ports.search,
            now=now,
            likeness=self._ports.likeness,
        )
        plan = plan_tools(analysis, shop, signed_in=customer_id is not None)
        gathered = await gather(plan, analysis, context)
        return CompositionRequest(
            text=text,
            analysis=analysis,
            history=tuple(history),
            passages=gathered.passages,
            facts=gathered.facts,
            actions=gathered.actions,
            choices=gathered.choices,
            notices=gathered.notices,
            shop=shop,
            now=now,
        )


def _clean(lines: Sequence[Line]) -> list[Line]:
    return [line.model_copy(update={"text": redact_secrets(sanitise(line.text).text).text}) for line in lines]


def _start_of_burst(lines: Sequence[Line], last: int) -> int:
    """Messages that a customer sent in a row are one question."""
    first = last
    while first > 0 and lines[first - 1].speaker is Speaker.CUSTOMER:
        first -= 1
    return first


def _next_action(report: ActionReport) -> NextAction:
    proposal = report.proposal
    return NextAction(
        name=report.name,
        args=proposal.args if proposal else {},
        preview=proposal.preview if proposal else "",
        allowed=report.allowed,
        reason="；".join(report.reasons),
    )


def _findings_of_latest(lines: Sequence[Line], last: int, shop: Shop) -> tuple[Finding, ...]:
    """Of what people wrote since the customer's last words: a draft at the end of the talk."""
    written = [line.text for line in lines[last + 1 :] if line.speaker is Speaker.AGENT]
    return tuple(finding for text in written for finding in screen(text, shop).findings)
