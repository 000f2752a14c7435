"""make eval-orders: python -m bench.orders [--held-out] [SHOP …].

The shops are imported into a folder of their own and asked through the production turn service. A third of the
questions of four shops and all those of one are held out: only their figures are printed, failures with --held-out.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from api.services import Services
from backends.connect import connect
from backends.settings import Settings
from bench.orders.judging import Verdict, judged
from bench.orders.questions import Question, read_questions
from commands.compose import compose
from commands.shop_folder import read_shop_folder
from commands.shops import import_shop
from domain.credentials import Principal, Role
from domain.ids import CustomerId
from domain.orders import Order
from domain.shop import Shop

SHOPS = Path(__file__).parent / "shops"


class Score(NamedTuple):
    """Of so many questions."""

    asked: int
    right_order: int
    right_facts: int

    def __add__(self, other: object) -> "Score":
        assert isinstance(other, Score)
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    def line(self, name: str) -> str:
        """For people."""
        return (
            f"{name:<22}{self.asked:>5} questions   right order {self.right_order / self.asked:>6.1%}"
            f"   right facts {self.right_facts / self.asked:>6.1%}"
        )


async def _ask(services: Services, shop: Shop, question: Question, orders: list[Order]) -> tuple[Verdict, str]:
    customer = CustomerId(question.customer) if question.customer else None
    caller = Principal(shop=shop.id, role=Role.CUSTOMER, credential="bench", customer_id=customer)
    conversation = None
    for text in question.say:
        ticket = await services.turns.submit(caller, text, conversation)
        result = await services.turns.result(ticket)
        conversation = result.conversation_id
    trace = await services.ports.conversations.trace(shop.id, result.turn_id)
    return judged(question, result, trace, orders), f"[{result.outcome}] {result.reply.text}"


async def _asked(
    services: Services, shop: Shop, questions: Sequence[Question], orders: list[Order], show: bool
) -> Score:
    right_order = right_facts = 0
    for question in questions:
        verdict, said = await _ask(services, shop, question, orders)
        right_order += not verdict.order
        right_facts += not (verdict.facts or verdict.order)
        if show and any(verdict):
            wrong = "; ".join(part for part in verdict if part)
            print(f"  ! {shop.id} {question.customer}: {' / '.join(question.say)}\n      {wrong}")
            print("\n".join(f"      > {line}" for line in said.splitlines()))
    return Score(len(questions), right_order, right_facts)


async def _main(names: list[str], show_held_out: bool) -> None:
    folders = [SHOPS / name for name in names] or sorted(path for path in SHOPS.iterdir() if path.is_dir())
    tuning = held_out = Score(0, 0, 0)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        for folder in folders:
            shop = (await import_shop(settings, folder, None, quiet=True)).shop
            content = read_shop_folder(folder).orders
            assert content is not None
            questions, orders = read_questions(folder), list(content.data.orders)
            async with connect(settings) as backends:
                services = compose(backends)
                tuned = await _asked(services, shop, questions.tuning, orders, show=True)
                held = await _asked(services, shop, questions.held_out, orders, show=show_held_out)
            for score, kind in ((tuned, "tuned on"), (held, "held out")):
                if score.asked:
                    print(score.line(f"{shop.id}, {kind}"))
            tuning, held_out = tuning + tuned, held_out + held
    for score, name in ((tuning, "all, tuned on"), (held_out, "all, held out"), (tuning + held_out, "all")):
        if score.asked:
            print(score.line(name))
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shops", nargs="*", help="folders of bench/orders/shops; all without one")
    asked.add_argument("--held-out", action="store_true", help="show what is wrong with the held-out questions as well")
    options = asked.parse_args()
    asyncio.run(_main(options.shops, options.held_out))
