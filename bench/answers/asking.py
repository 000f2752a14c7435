"""Puts a set's questions to the production turn service over a shop imported for the purpose."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from api.services import Services
from backends.connect import Backends, connect
from backends.settings import Settings
from bench.answers.judging import Seen, Verdict, judge, unlabelled
from bench.answers.questions import Question
from commands.compose import compose
from commands.shops import import_shop
from domain.credentials import Principal, Role
from domain.ids import ChunkId, ConversationId, CustomerId, ShopId
from domain.reasoner import Reasoner

_SEEN = TypeAdapter(list[Seen])

Variant = Callable[[], AbstractContextManager[object]]
"""Changes what is connected for one run: an ingredient taken out."""


class ShopSet(NamedTuple):
    """A shop and what it is asked."""

    folder: Path
    questions: Sequence[Question]
    kept_out: bool


async def load(settings: Settings, folder: Path) -> ShopId:
    """Import the shop into this data folder."""
    return (await import_shop(settings, folder, None, quiet=True)).shop.id


async def ask(
    settings: Settings,
    shop: ShopId,
    questions: Sequence[Question],
    variant: Variant = nullcontext,
    reasoner: Callable[[Backends], Reasoner] | None = None,
) -> list[Verdict]:
    """Every question in a conversation of its own, one after the other. Raises: ValueError: a label is wrong."""
    async with connect(settings) as backends:
        with variant():
            live = {chunk.chunk_id: chunk.text for chunk in await backends.documents.live_chunks(shop)}
            wrong = [f"{question.id}: {label}" for question in questions for label in unlabelled(question, live)]
            if wrong:
                raise ValueError(f"no live passage of {shop} holds these labels: {'; '.join(wrong)}")
            services = compose(backends, reasoner(backends) if reasoner else None)
            return [await _ask(services, shop, question, live) for question in questions]


async def _ask(services: Services, shop: ShopId, question: Question, live: Mapping[ChunkId, str]) -> Verdict:
    customer = CustomerId(question.customer) if question.customer else None
    caller = Principal(shop=shop, role=Role.CUSTOMER, credential="bench", customer_id=customer)
    conversation: ConversationId | None = None
    for text in question.turns:
        started = time.perf_counter()
        result = await services.turns.result(await services.turns.submit(caller, text, conversation))
        seconds = time.perf_counter() - started
        conversation = result.conversation_id
    trace = await services.ports.conversations.trace(shop, result.turn_id)
    return judge(question, result, _SEEN.validate_python(trace.get("passages", [])), live, seconds)
