"""A bare chat model behind an OpenAI-compatible endpoint, for comparison: it knows the shop's name and nothing else."""

import time

from domain.chat_model import ChatMessage, ChatModel
from domain.intents import Outcome
from domain.shop import Shop
from eval.attempt import Attempt, Exchange
from eval.samples import Sample
from eval.simulation.customer import Talk, next_words
from eval.solvers.made_up import made_up
from prompts.library import load_prompt

MAX_TOKENS = 800
SECONDS = 60.0


class ChatModelSolver:
    """Its outcome can't be known and is taken for an answer."""

    def __init__(self, model: ChatModel, shop: Shop, talk: Talk | None = None) -> None:
        """Args: talk: chooses a simulated customer's words."""
        self._model, self._shop, self._talk = model, shop, talk or next_words
        self._prompt = load_prompt("bare_agent")

    async def solve(self, sample: Sample) -> Attempt:
        """The conversation so far stands in each prompt."""
        exchanges: list[Exchange] = []
        for text in sample.turns:
            exchanges.append(await self._exchange(text, exchanges))
        while (words := await self._talk(sample, exchanges)) is not None:
            exchanges.append(await self._exchange(words, exchanges))
        return Attempt(
            result=exchanges[-1].result,
            tools=None,
            exchanges=tuple(exchanges),
            customer=sample.customer,
            outcome_known=False,
        )

    async def _exchange(self, text: str, before: list[Exchange]) -> Exchange:
        lines = [line for e in before for line in (f"顾客：{e.text}", f"客服：{e.result.reply.text}")]
        values = {"shop": self._shop.name or self._shop.id, "history": "\n".join(lines) or "（无）", "message": text}
        user = ChatMessage(role="user", text=self._prompt.render(values))
        system = ChatMessage(role="system", text=self._prompt.system)
        started = time.perf_counter()
        answer = await self._model.complete((system, user), None, MAX_TOKENS, SECONDS)
        seconds = time.perf_counter() - started
        result = made_up([text], answer.text.strip(), Outcome.ANSWER).result
        return Exchange(text=text, result=result, seconds=seconds, trace={"draft": {"tokens": answer.tokens}})
