"""The report for a browser: one file, no network."""

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from eval.attempt import Exchange
from eval.metrics import worst_first
from eval.records import Trial
from eval.reports.charts import bars, line
from eval.reports.history import PastRun, point_of
from eval.reports.terminal import change_of
from eval.summary import Summary

_STEPS = ("analysis", "passages", "facts", "notices", "draft", "failures")
_NAMES = {
    "analysis": "Analysis",
    "passages": "Evidence: passages",
    "facts": "Evidence: tool results",
    "notices": "Evidence: notices",
    "draft": "Draft",
    "failures": "Checks that refused it",
}


def page_of(summary: Summary, trials: Sequence[Trial], past: Sequence[PastRun]) -> str:
    """The whole page. Every text of customers and documents is escaped; nothing is fetched."""
    source = files("eval.reports").joinpath("page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    history = [*past, point_of(summary, "this run")]
    return environment.from_string(source).render(
        summary=summary,
        change=change_of(summary.comparison) if summary.comparison else "",
        worst=[_failure(summary, verdict.sample, trials) for verdict in worst_first(summary.verdicts)],
        cancelled=[trial for trial in trials if trial.cancelled],
        tag_chart=bars("Pass rate by tag", summary.by_tag),
        scorer_chart=bars("Pass rate by scorer", summary.by_scorer),
        outcome_chart=bars("Pass rate by expected outcome", summary.by_outcome),
        history_chart=line("Pass rate over runs", history),
        runs=len(history),
    )


def _failure(summary: Summary, sample: str, trials: Sequence[Trial]) -> dict[str, Any]:
    verdict = next(v for v in summary.verdicts if v.sample == sample)
    own = [trial for trial in trials if trial.sample == sample and not trial.passed and not trial.cancelled]
    worst = max(own, key=lambda trial: (trial.error is not None, len(trial.complaints)))
    return {"verdict": verdict, "trial": worst, "turns": [_turn(exchange) for exchange in worst.exchanges]}


def _turn(exchange: Exchange) -> dict[str, Any]:
    steps = [(_NAMES[name], _shown(exchange.trace[name])) for name in _STEPS if exchange.trace.get(name)]
    result = exchange.result
    decision = {
        "outcome": result.outcome,
        "route": exchange.trace.get("route"),
        "tries": exchange.trace.get("tries"),
        "actions": [action.model_dump(mode="json") for action in result.actions],
        "handoff": result.handoff.model_dump(mode="json") if result.handoff else None,
    }
    steps.append(("Decision", _shown({name: value for name, value in decision.items() if value})))
    return {"exchange": exchange, "steps": steps}


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
