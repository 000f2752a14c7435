"""A run with everything in it that a report shows."""

from datetime import timedelta

from domain.intents import Outcome
from eval.attempt import Attempt
from eval.baseline import baseline_of, compare
from eval.gate import Gate, breaches
from eval.metrics import RunFacts, summarise
from eval.records import Trial
from eval.reports.history import PastRun, point_of
from eval.runner import run_samples
from eval.summary import Summary
from tests.unit.eval.doubles import AT, ScriptedSolver, attempt, sample

EVIL = "<script>alert(1)</script>"
TRACE = {
    "analysis": {"question": "几天内可以退", "intents": [{"name": "return_no_reason", "confidence": 0.9}]},
    "passages": [{"chunk_id": "c1", "document": "a.md", "text": "签收后7天内可以退"}],
    "facts": [],
    "draft": {"sentences": [{"text": "八天内可以退"}]},
    "failures": ["八天 is in no evidence"],
    "route": "hand_off",
}
SAMPLES = [sample("steady", "policy"), sample("broken", "policy", "p0"), sample("down", "order")]
GOOD = attempt("好的")
BAD = attempt(f"请稍等{EVIL}\x0b", Outcome.HANDOFF, asked=f"在吗{EVIL}", trace=TRACE)


async def a_run(*, trials: int = 2) -> tuple[Summary, list[Trial]]:
    """One sample passes, one broke against the baseline, one got no reply; the gate refuses it."""
    before = await _summary({s.id: [GOOD] * trials for s in SAMPLES}, trials)
    script = {"steady": [GOOD] * trials, "broken": [GOOD] * (trials - 1) + [BAD], "down": []}
    ran = await run_samples(SAMPLES, ScriptedSolver(script), trials=trials, concurrency=1)
    summary = summarise(SAMPLES, ran, RunFacts("shop", ("set.yaml",), AT, 1.0, 0, trials))
    summary = summary.model_copy(update={"comparison": compare(baseline_of(before), summary)})
    return summary.model_copy(update={"breaches": breaches(Gate(min_pass=0.9, max_broken=0), summary)}), ran


async def _summary(script: dict[str, list[Attempt]], trials: int) -> Summary:
    ran = await run_samples(SAMPLES, ScriptedSolver(script), trials=trials)
    return summarise(SAMPLES, ran, RunFacts("shop", ("set.yaml",), AT, 1.0, 0, trials))


def earlier(summary: Summary, *passed: bool) -> list[PastRun]:
    """Earlier runs of the set, in each of which ``broken`` passed or not."""
    point = point_of(summary, "now")
    return [
        point.model_copy(
            update={
                "name": f"run{number}",
                "at": AT - timedelta(days=len(passed) - number),
                "passed": {**point.passed, "broken": each},
                "rate": 0.5 + 0.1 * each,
            }
        )
        for number, each in enumerate(passed)
    ]
