"""Stands in a model's place: reads nothing, and proposes the benchmark's next gold action through the real tools."""

from agent.tools.context import ToolContext
from agent.tools.propose import propose_action
from domain.analysis import Analysis, IntentScore
from domain.documents import KnowledgeQuery
from domain.evidence import Passage
from domain.ids import CustomerId, ShopId
from domain.intents import Intent, Outcome
from domain.orders import OrderBackend
from domain.reasoner import ActionReport, AnalysisRequest, CompositionRequest
from domain.reply import Draft, Sentence
from eval.tau.mapping import MappedAction

_WAITS = Sentence(text="您的申请已提交给客服，确认后会在这里告诉您。", frame=True)
_REFUSED = Sentence(text="这项申请暂时无法办理。", frame=True)


class NoDocuments:
    """The benchmark has none."""

    async def search(self, query: KnowledgeQuery) -> list[Passage]:
        """Nothing."""
        return []

    async def spelled(self, shop: ShopId, text: str) -> str:
        """As it is."""
        return text

    async def vocabulary(self, shop: ShopId) -> frozenset[str]:
        """No terms."""
        return frozenset()


class GoldReasoner:
    """One task's; ``proposing`` is set before each turn."""

    name = "embedded"

    def __init__(self, orders: OrderBackend, customer: CustomerId) -> None:
        """Args: customer: of the task; ownership is still the tools' to check."""
        self._orders, self._customer = orders, customer
        self.proposing = MappedAction("", {})
        self.report: ActionReport | None = None

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """Nothing in particular, so that no tool runs of its own accord."""
        return Analysis(intents=(IntentScore(name=Intent.OTHER, confidence=1.0),), question=request.text)

    async def compose(self, request: CompositionRequest) -> Draft:
        """The action as the rules let it be proposed."""
        tools = ToolContext(
            shop=request.shop,
            customer_id=self._customer,
            orders=self._orders,
            search=NoDocuments(),
            now=request.now,
        )
        self.report = await propose_action(self.proposing.name, self.proposing.args, tools)
        if not self.report.allowed or self.report.proposal is None:
            return Draft(outcome=Outcome.ABSTAIN, sentences=(_REFUSED,))
        return Draft(outcome=Outcome.APPROVAL, sentences=(_WAITS,), actions=(self.report.proposal,))
