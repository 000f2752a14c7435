"""No finding of screening in a text that a machine wrote; a warning is enough to stop it."""

from collections.abc import Iterator

from agent.checks.screening import screen
from agent.checks.verification.case import Case
from domain.reply import Failure


def check_compliance(case: Case) -> Iterator[Failure]:
    """Screening's findings, each once."""
    evidence = [text for sentence in case.draft.sentences for text in case.cited_texts(sentence)]
    # Topics are offered in the documents' own words: a FAQ's question is no taunt, a heading no promise.
    topics = [
        "\n".join(filter(None, (p.title, p.section, p.question))) for p in case.request.passages if not p.internal
    ]
    backed = [*evidence, *topics, *case.given]
    screening = screen(case.draft.text, case.request.shop, backed, customers_words=[case.customers_words])
    for finding in screening.findings:
        check = "promise" if finding.type == "unbacked_promise" else "compliance"
        yield Failure(check=check, sentence=None, message=f"{finding.rule}：{finding.advice}", finding=finding.type)
