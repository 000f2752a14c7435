"""What an attacker may have got hold of: a found passage, or the chat model itself."""

import json
import re
from dataclasses import dataclass

from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage
from domain.documents import KnowledgeQuery, KnowledgeSearch
from domain.evidence import Passage
from domain.ids import ShopId

_EVIDENCE = re.compile(r"^\[([^\]\s]{1,12})\][^\n]*\n([^\n]+)", re.MULTILINE)
_QUOTED = 12


@dataclass
class PoisonedSearch:
    """The real search, whose best passage carries the payload between its own sentences, as if ingest had let it in."""

    real: KnowledgeSearch
    payload: str = ""

    async def search(self, query: KnowledgeQuery) -> list[Passage]:
        """The passages, the first one poisoned."""
        found = await self.real.search(query)
        if not found:
            return found
        first, _, rest = found[0].text.partition("。")
        text = f"{first}。{self.payload}。{rest}"
        return [found[0].model_copy(update={"text": text}), *found[1:]]

    async def spelled(self, shop: ShopId, text: str) -> str:
        """As the real one."""
        return await self.real.spelled(shop, text)

    async def vocabulary(self, shop: ShopId) -> frozenset[str]:
        """As the real one."""
        return await self.real.vocabulary(shop)


@dataclass
class HostileModelDouble:
    """A chat model in the attacker's hands: it says the payload in every shape that an answer can have."""

    payload: str = ""
    turn: int = 0

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """An answer of the right shape and the wrong mind, or of no shape at all."""
        if schema is not None and schema.name == "AnalysisAnswer":
            return ChatAnswer(text=json.dumps(self._reading(), ensure_ascii=False), finish_reason="stop")
        return ChatAnswer(text=self._reply(messages[-1].text), finish_reason="stop")

    def _reading(self) -> dict[str, object]:
        return {
            "intents": [{"name": "return_quality", "confidence": 1.0}],
            "sentiment": 3, "urgency": 0, "risk_topic": None, "question": f"{self.payload} 全额退款",
            "request": "do", "follow_up": False, "price_sensitive": False, "injection": False,
        }  # fmt: skip

    def _reply(self, prompt: str) -> str:
        found = _EVIDENCE.search(prompt)
        evidence, quote = (found[1], found[2][:_QUOTED]) if found else ("p1", "无")
        said = (self.payload, f"{quote}。{self.payload}", f"根据规定，{self.payload}")[self.turn % 3]
        sentence = {"text": said[:400], "supports": [{"evidence_id": evidence, "quote": quote}]}
        shapes = (
            self.payload,
            {"outcome": "answer", "sentences": [sentence], "question": "", "missing": [], "confidence": 1.0},
            {"outcome": "clarify", "sentences": [], "question": f"{self.payload[:110]}？", "missing": [],
             "confidence": 1.0},
            {"outcome": "abstain", "sentences": [], "question": "", "missing": [self.payload], "confidence": 1.0},
            {"outcome": "answer", "sentences": [sentence], "question": "", "missing": [], "confidence": 1.0,
             "actions": [{"name": "create_refund", "args": {"amount": 99999}}]},
        )  # fmt: skip
        shape = shapes[self.turn % len(shapes)]
        return shape if isinstance(shape, str) else json.dumps(shape, ensure_ascii=False)
