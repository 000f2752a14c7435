"""JUnit XML, as CI servers read it."""

import re

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from eval.records import Verdict
from eval.summary import Summary

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_of(summary: Summary) -> str:
    """One case a sample, and one for the gate."""
    suite = TestSuite(_xml(f"kefu eval {summary.shop}"))
    suite.timestamp = summary.started_at.isoformat()
    for verdict in summary.verdicts:
        suite.add_testcase(_case(verdict, summary.shop))
    gate = TestCase("gate", classname=_xml(f"{summary.shop}.gate"))
    if summary.breaches:
        told = "\n".join(f"{breach.rule}: {breach.told}" for breach in summary.breaches)
        gate.result = [Failure(_xml(told), "gate")]
    suite.add_testcase(gate)
    document = JUnitXml("kefu eval")
    document.add_testsuite(suite)
    content: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return content.decode("utf-8")


def _case(verdict: Verdict, shop: str) -> TestCase:
    group = verdict.tags[0] if verdict.tags else "samples"
    case = TestCase(verdict.sample, classname=_xml(f"{shop}.{group}"), time=verdict.measures.get("agent seconds", 0.0))
    if not verdict.judged:
        case.result = [Skipped("the simulated customer failed")]
    elif not verdict.passed:
        kind = Error if verdict.complaints and verdict.complaints[0].startswith("error:") else Failure
        case.result = [kind(_xml("\n".join(verdict.complaints)), f"{verdict.passed_trials} of {verdict.trials} trials")]
        case.system_out = _xml("\n".join([*(f"问 {turn}" for turn in verdict.turns), f"答 {verdict.reply}"]))
    return case


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
