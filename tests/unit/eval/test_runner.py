"""Runs are seeded, complete and survive a sample that can't be run."""

from domain.intents import Outcome
from eval.records import Trial
from eval.runner import run_samples
from eval.samples import Sample
from tests.unit.eval.doubles import ScriptedSolver, attempt, sample

GOOD, BAD = attempt("好的"), attempt("好的", Outcome.HANDOFF)


async def test_trials_come_back_in_golden_order_and_run_in_seeded_order() -> None:
    samples = [sample(f"s{number}") for number in range(20)]
    orders = []
    for seed in (7, 7, 8):
        solver = ScriptedSolver({s.id: [GOOD] for s in samples})
        done = await run_samples(samples, solver, seed=seed)
        assert [trial.sample for trial in done] == [s.id for s in samples]
        orders.append(solver.asked)
    assert orders[0] == orders[1] != orders[2]
    assert orders[0] != [s.id for s in samples]


async def test_every_trial_is_an_attempt_of_its_own() -> None:
    done = await run_samples([sample("a")], ScriptedSolver({"a": [GOOD, BAD, GOOD]}), trials=3, concurrency=1)
    assert [trial.trial for trial in done] == [1, 2, 3]
    assert sorted(trial.passed for trial in done) == [False, True, True]


async def test_a_sample_that_gets_no_reply_fails_and_the_others_go_on() -> None:
    done = await run_samples([sample("down"), sample("up")], ScriptedSolver({"up": [GOOD]}))
    assert [trial.passed for trial in done] == [False, True]
    assert done[0].complaints == ("error: The agent doesn't answer; try again.",)


async def test_a_fault_in_the_agent_fails_its_sample_alone() -> None:
    class Faulty(ScriptedSolver):
        async def solve(self, sample: Sample) -> object:  # type: ignore[override]
            if sample.id == "faulty":
                raise KeyError("secret")
            return await super().solve(sample)

    done = await run_samples([sample("faulty"), sample("up")], Faulty({"up": [GOOD]}))  # type: ignore[arg-type]
    assert done[0].error == "KeyError while answering"
    assert done[1].passed


async def test_what_could_not_be_judged_is_no_pass() -> None:
    unknown = attempt("好的", tools=None)
    done = await run_samples([sample("a", tools=["get_order"])], ScriptedSolver({"a": [unknown]}))
    assert not done[0].passed
    assert done[0].complaints == ("tools: which tools ran is not known",)


async def test_progress_counts_every_trial() -> None:
    seen: list[tuple[int, int]] = []

    def show(done: int, total: int, _: Trial) -> None:
        seen.append((done, total))

    await run_samples([sample("a"), sample("b")], ScriptedSolver({}), trials=2, progress=show)
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
