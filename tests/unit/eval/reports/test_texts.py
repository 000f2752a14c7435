"""JUnit XML for CI servers, Markdown for pull requests."""

from xml.etree import ElementTree

from eval.reports.junit import junit_of
from eval.reports.markdown import markdown_of
from tests.unit.eval.reports.runs import EVIL, a_run


async def test_junit_has_a_case_a_sample_and_one_for_the_gate() -> None:
    summary, _ = await a_run()
    suite = ElementTree.fromstring(junit_of(summary)).find("testsuite")
    assert suite is not None
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert list(cases) == ["steady", "broken", "down", "gate"]
    assert {name: [child.tag for child in case][:1] for name, case in cases.items()} == {
        "steady": [],
        "broken": ["failure"],
        "down": ["error"],
        "gate": ["failure"],
    }
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "2", "1")
    failure = cases["broken"].find("failure")
    assert failure is not None
    assert "handoff instead of answer" in (failure.text or "") + (failure.get("message") or "")


async def test_junit_skips_a_cancelled_sample_and_drops_what_xml_cannot_hold() -> None:
    summary, _ = await a_run()
    odd = summary.verdicts[1].model_copy(update={"trials": 0, "passed_trials": 0, "cancelled": 2})
    told = summary.verdicts[2].model_copy(update={"complaints": ("\x00\x0b\ud800 <&>",)})
    text = junit_of(summary.model_copy(update={"verdicts": (odd, told)}))
    cases = list(ElementTree.fromstring(text).iter("testcase"))
    assert [child.tag for child in cases[0]] == ["skipped"]
    failed = cases[1][0]
    assert "<&>" in failed.get("message", "") + (failed.text or "")


async def test_the_summary_for_a_pull_request_says_whether_to_ship_and_why_not() -> None:
    summary, _ = await a_run()
    text = markdown_of(summary)
    assert text.startswith("## kefu eval `shop`: ❌ do not ship")
    assert "- **max_broken**: 2 samples broke against the baseline; 0 may (`broken`, `down`)" in text
    assert "| policy | 1 | 2 | 50% |" in text
    assert "2 broken (`broken`, `down`), 0 fixed" in text
    assert f"`在吗{EVIL}`" in text
    fine = markdown_of(summary.model_copy(update={"breaches": ()}))
    assert fine.startswith("## kefu eval `shop`: ✅ ship")


async def test_words_of_customers_stay_code_in_markdown() -> None:
    summary, _ = await a_run()
    verdict = summary.verdicts[1].model_copy(update={"turns": ("a `b` **c**\n# d",)})
    text = markdown_of(summary.model_copy(update={"verdicts": (verdict,)}))
    assert "`a 'b' **c** # d`" in text
