"""kefu replay: the shop's own latest conversations against the agent as it is now."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from backends.connect import connect
from backends.sandbox import sandbox
from backends.settings import Settings
from commands.console import counting, err, out, print_json
from commands.evaluation.benches import Benches
from commands.evaluation.isolated import isolated
from commands.evaluation.overrides import overridden
from domain.errors import InvalidInputError
from domain.ids import ShopId
from eval.records import Trial
from eval.replay.difference import Difference, difference_of
from eval.replay.recorded import Recorded, recorded_since
from eval.replay.redaction import Redaction
from eval.replay.summary import ReplaySummary, lines_of, page_of, ranked, summarise
from eval.run_folder import new_folder
from eval.runner import Marking, run_samples
from eval.solvers.turn_service import TurnSolver
from eval.surroundings import surroundings_of

HARMS = frozenset({"citation_support", "groundedness", "approval", "handoff", "ai_label", "disclosure", "compliance"})


class ReplayOptions(NamedTuple):
    """The command line, checked by typer."""

    shop: str
    hours: float = 24.0
    limit: int = 200
    runs: Path = Path("runs")
    concurrency: int = 2
    as_json: bool = False
    settings: tuple[str, ...] = ()


async def replay(settings: Settings, options: ReplayOptions) -> ReplaySummary:
    """Run, rank, and keep it in one folder, without personal data.

    Raises: InvalidInputError: no conversation in that time. NotFoundError: no such shop. DataFolderBusyError.
    """
    shop_id = ShopId(options.shop)
    with isolated(overridden(settings, options.settings)) as aside:
        async with connect(aside) as backends, sandbox(backends.stores) as box:
            shop = await backends.stores.shops.get_shop(shop_id)
            data = await box.prepare(shop_id)
            since = (aside.now or shop.now or datetime.now(UTC)) - timedelta(hours=options.hours)
            recorded = await recorded_since(backends.stores.conversations, shop_id, since, options.limit)
            if not recorded:
                raise InvalidInputError(f"No conversation of the last {options.hours:g} hours; look further: --hours.")
            solver = TurnSolver(Benches(backends, box, shop_id, None))
            with counting("conversations", options.as_json) as show:
                trials = await run_samples(
                    [each.sample() for each in recorded],
                    solver,
                    concurrency=options.concurrency,
                    progress=(lambda done, total, _: show(done, total)) if show else None,
                    marking=Marking(surroundings_of(shop, data)),
                )
    redaction = Redaction(data)
    differences = [redaction.of(d) for pair in zip(recorded, trials, strict=True) for d in _differences(*pair)]
    named = dict(each.split("=", 1) for each in options.settings)
    summary = summarise(options.shop, since, differences, named)
    _finish(summary, differences, options)
    return summary


def _differences(recorded: Recorded, trial: Trial) -> list[Difference]:
    harms = tuple(f"{s.scorer}: {s.explanation}" for s in trial.scores if s.scorer in HARMS and s.passed is False)
    told = (trial.error,) if trial.error else ()
    last = len(recorded.turns)
    return [
        difference_of(
            recorded.conversation_id,
            number,
            turn,
            trial.exchanges[number - 1] if number <= len(trial.exchanges) else None,
            # Scorers judge the conversation as a whole and the last reply; the last turn carries what they say.
            (harms or told) if number == last else (),
        )
        for number, turn in enumerate(recorded.turns, 1)
    ]


def _finish(summary: ReplaySummary, differences: Sequence[Difference], options: ReplayOptions) -> None:
    folder = new_folder(options.runs, datetime.now(UTC), "replay")
    worst = ranked(differences)
    (folder / "replay.json").write_text(summary.model_dump_json(indent=1) + "\n", encoding="utf-8")
    lines = "".join(difference.model_dump_json() + "\n" for difference in worst)
    (folder / "differences.jsonl").write_text(lines, encoding="utf-8")
    (folder / "replay.html").write_text(page_of(summary, worst), encoding="utf-8")
    if options.as_json:
        shown = [difference.model_dump(mode="json") for difference in worst]
        print_json({"run": str(folder), **summary.model_dump(mode="json"), "differences": shown})
        return
    for line in lines_of(summary, worst):
        out.print(line, highlight=False, markup=False)
    err.print(f"kefu: all of it is in {folder}; open {folder / 'replay.html'} in a browser", highlight=False)
