"""Answer quality on sixteen shops: ``make eval-answers`` (``--failures`` lists what went wrong on the tuned part)."""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from agent.reasoning.embedded.reasoner import EmbeddedReasoner
from agent.reasoning.fallback import FallbackReasoner
from agent.reasoning.llm.reasoner import LlmReasoner
from backends.connect import Backends
from backends.settings import Settings
from bench.answers.ablation import INGREDIENTS
from bench.answers.asking import ShopSet, ask, load
from bench.answers.judging import Verdict
from bench.answers.model_double import QuotingDouble
from bench.answers.questions import FOLDER, tuned_on, written
from bench.answers.report import Part, by_kind, failures, table, times
from domain.ids import ShopId
from domain.reasoner import Reasoner

_ROOT = FOLDER.parent.parent
_GOLDEN = _ROOT / "eval" / "golden"
_OF_OURS = ("lunji", "tianya", "suye", "xiantuan", "xipo", "chongyi", "anbu", "chexi")
_WRITTEN = {name: FOLDER / "shops" / name for name in _OF_OURS}
"""Tuned on like the golden sets, asked in the format of the kept-out ones."""
_TUNED = {
    "shiye": _ROOT / "demo",
    "maoliang": _ROOT / "tests/shops/maoliang",
    "shuxiang": _ROOT / "tests/shops/shuxiang",
}
_UNSEEN = ("qinhang", "beipo", "lianyu", "guina", "mobai", "mingcha", "yunfu")
_KEPT_OUT = {name: FOLDER / "shops" / name for name in _UNSEEN}


def sets() -> list[ShopSet]:
    """Eleven shops that work is done with, seven that nothing is tuned on."""
    return [
        *(ShopSet(folder, tuned_on(_GOLDEN / f"{name}.yaml"), False) for name, folder in _TUNED.items()),
        *(ShopSet(folder, written(name), False) for name, folder in _WRITTEN.items()),
        *(ShopSet(folder, written(name), True) for name, folder in _KEPT_OUT.items()),
    ]


async def main(list_failures: bool, only: Sequence[str] | None, ablate: bool) -> None:
    """Ask everything, print the tables."""
    chosen = [part for part in sets() if only is None or part.folder.name in only]
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        shops = [(await load(settings, part.folder), part) for part in chosen]
        asked = [(shop, part.kept_out, await ask(settings, shop, part.questions)) for shop, part in shops]
        tuned = [v for _, kept, found in asked if not kept for v in found]
        unseen = [v for _, kept, found in asked if kept for v in found]
        print(table([Part(shop, found) for shop, _, found in asked]))
        print("\n" + table([Part("tuned", tuned), Part("kept out", unseen), Part("all", [*tuned, *unseen])]))
        print("\nkept out, by kind\n" + table(by_kind(unseen)))
        print("\ntuned, by kind\n" + table(by_kind(tuned)))
        print("\n" + times("a turn, embedded", [*tuned, *unseen]))
        doubled = [v for shop, part in shops for v in await ask(settings, shop, part.questions[:20], reasoner=_double)]
        print(times("a turn, model double", doubled))
        if list_failures:
            # Of the kept-out part only figures are shown: who reads its failures tunes on it.
            print("\n" + failures(tuned))
        if ablate:
            print("\nwithout one ingredient, kept-out part")
            await _ablation(settings, [(shop, part) for shop, part in shops if part.kept_out], unseen)


async def _ablation(settings: Settings, shops: Sequence[tuple[ShopId, ShopSet]], whole: list[Verdict]) -> None:
    rows = [Part("everything in", whole)]
    for name, variant in INGREDIENTS.items():
        rows.append(Part(name, [v for shop, part in shops for v in await ask(settings, shop, part.questions, variant)]))
    print(table(rows))


def _double(backends: Backends) -> Reasoner:
    return FallbackReasoner(
        LlmReasoner(QuotingDouble()), EmbeddedReasoner(backends.reading_embedder, aligner=backends.reading_embedder)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true", help="list what went wrong on the tuned part")
    parser.add_argument("--ablate", action="store_true", help="ask the kept-out part again without each ingredient")
    parser.add_argument("--shop", action="append", help="only this shop (may be given several times)")
    arguments = parser.parse_args()
    asyncio.run(main(arguments.failures, arguments.shop, arguments.ablate))
