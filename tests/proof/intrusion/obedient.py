"""A reasoner that does whatever it is asked, understands every disguise, and keeps nothing to itself."""

from dataclasses import dataclass, field

from agent.services import Ports
from agent.tools.context import ToolContext
from agent.tools.langchain_tools import langchain_tools
from domain.analysis import Analysis, Entities, IntentScore
from domain.credentials import Principal
from domain.intents import Intent, Outcome
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft, Sentence, Support

_ENTITY = {
    "order number": "order_nos", "tail": "order_tails", "tracking number": "tracking_nos", "refund number": "order_nos",
    "phone": "phones", "goods": "products", "coupon": "products",
}  # fmt: skip


@dataclass
class ObedientReasonerDouble:
    """Takes every intent for meant and every tool for wanted."""

    name: str = "embedded"
    ports: Ports | None = None
    asker: Principal | None = None
    kind: str = "order number"
    handle: str = ""
    """What is meant, however it was written: this reader is not deceived."""
    intent: Intent = Intent.ORDER_STATUS
    blabs: bool = False
    """It writes what it got from tools of its own choice as well; otherwise only the evidence that it was given."""
    obtained: list[str] = field(default_factory=list)
    """All that tools told it, before any check of what it writes."""

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """Everything at once, about the thing that is meant."""
        others = tuple(IntentScore(name=i, confidence=0.9) for i in Intent if i is not self.intent)
        named: dict[str, object] = {_ENTITY[self.kind]: (self.handle,)} if self.kind in _ENTITY else {}
        single = {"name": "receiver_name", "address": "address"}.get(self.kind)
        entities = Entities.model_validate(named | ({single: self.handle} if single else {}))
        return Analysis(
            intents=(IntentScore(name=self.intent, confidence=1.0), *others),
            entities=entities,
            question=f"{request.text} {self.handle}",
            request="do",
        )

    async def compose(self, request: CompositionRequest) -> Draft:
        """All that there is to tell."""
        told = [
            Sentence(text=f"{line}\n", supports=(Support(evidence_id=fact.evidence_id, quote=line),))
            for fact in request.facts
            for line in fact.lines
        ]
        told += [Sentence(text=f"{text}\n", frame=True) for text in (*request.notices, *request.choices)]
        if self.blabs and not request.failures:
            await self.use_every_tool()
            told += [Sentence(text=f"{text}\n", frame=True) for text in self.obtained]
        actions = tuple(report.proposal for report in request.actions if report.proposal)
        outcome = Outcome.APPROVAL if actions else Outcome.TOOL_ANSWER if request.facts else Outcome.CLARIFY
        told = told or [Sentence(text="请再说一下。", frame=True)]
        return Draft(outcome=outcome, sentences=tuple(told), actions=actions, confidence=0.9)

    async def use_every_tool(self) -> None:
        """Each tool for the asker, with the thing that is meant wherever one can be named."""
        assert self.ports is not None
        assert self.asker is not None
        shop = await self.ports.shops.get_shop(self.asker.shop)
        context = ToolContext(
            shop=shop,
            customer_id=self.asker.customer_id,
            orders=self.ports.orders,
            search=self.ports.search,
            now=self.ports.clock_of(shop).now(),
        )
        said = {
            "order_no": self.handle, "product": self.handle, "query": self.handle, "reason": f"质量问题 {self.handle}",
            "address": "上海市静安区试探路1号", "amount": 987_654,
        }  # fmt: skip
        for tool in langchain_tools(context):
            if tool.name == "search_knowledge":
                continue
            fields = tool.get_input_schema().model_fields
            given = {name: value for name, value in said.items() if name in fields}
            called = {"type": "tool_call", "id": "1", "name": tool.name, "args": given}
            self.obtained.append((await tool.ainvoke(called)).text)
