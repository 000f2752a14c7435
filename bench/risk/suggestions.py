"""How long a person waits for suggestions, and whether there are any."""

import tempfile
import time
from pathlib import Path

from bench.risk.attacks.world import SHOP, attacked_shop
from bench.risk.figures import Figure, Report, share
from bench.risk.sets import Part, labelled
from commands.compose import compose
from domain.analysis import Line
from domain.credentials import Principal, Role
from domain.ids import CustomerId
from domain.intents import Speaker

_EVERY = 8
_AGENT = Principal(shop=SHOP, role=Role.AGENT, credential="bench")


async def suggest(part: Part) -> Report:
    """Suggestions for the set's messages, each with a talk of two lines before it, by a customer with an order."""
    texts = [text for _, text in labelled(part, "intents")][::_EVERY]
    took, given = [], []
    with tempfile.TemporaryDirectory() as data:
        async with attacked_shop(Path(data), [""]) as shop:
            copilot = compose(shop.backends).copilot
            for text in texts:
                lines = [
                    Line(speaker=Speaker.CUSTOMER, text="你好，想问一下转盘"),
                    Line(speaker=Speaker.AGENT, text="您好，请讲。"),
                    Line(speaker=Speaker.CUSTOMER, text=text),
                ]
                started = time.perf_counter()
                help_ = await copilot.suggest(_AGENT, None, lines, CustomerId("kunde0"))
                took.append((time.perf_counter() - started) * 1000)
                given.append(len(help_.suggestions))
    took.sort()
    return Report(
        (
            Figure("suggestions: median ms", took[len(took) // 2], len(took), "goal <= 300"),
            Figure("suggestions: p95 ms", took[int(len(took) * 0.95)], len(took)),
            share("suggestions: messages with one at least", given, bool),
        )
    )
