"""The report in a browser: one file, everything in it, nothing that customers wrote is markup."""

import re

from eval.reports.page import page_of
from tests.unit.eval.reports.runs import EVIL, a_run, earlier


async def test_the_page_holds_verdict_gate_baseline_figures_and_the_trace_of_a_failed_turn() -> None:
    summary, trials = await a_run()
    page = page_of(summary, trials, earlier(summary, True, True))
    for told in (
        "do not ship", "1 / 3", "Against the baseline", "broken (2)", "down", "pass^2",
        "By scorer", "By expected outcome", "By tag", "Over 3 run(s)", "agent seconds", "handoff instead of answer",
        "Analysis", "return_no_reason", "Evidence: passages", "签收后7天内可以退", "Draft", "八天内可以退",
        "Checks that refused it", "八天 is in no evidence", "Decision", "hand_off", "The agent doesn&#39;t answer",
    ):  # fmt: skip
        assert told in page, told


async def test_the_worst_sample_comes_first() -> None:
    summary, trials = await a_run()
    page = page_of(summary, trials, [])
    worst = page[page.index("Worst first") :]
    assert worst.index(">broken<") < worst.index(">down<")


async def test_nothing_that_was_written_is_markup_and_nothing_is_fetched() -> None:
    summary, trials = await a_run()
    page = page_of(summary, trials, [])
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)\s*=|@import|url\(""", page)


async def test_a_run_without_a_failure_and_without_a_past_is_a_page_too() -> None:
    summary, trials = await a_run()
    fine = summary.model_copy(
        update={"breaches": (), "comparison": None, "verdicts": tuple(v for v in summary.verdicts if v.passed)}
    )
    page = page_of(fine, trials, [])
    assert "Nothing failed." in page
    assert "The gate refuses" not in page
