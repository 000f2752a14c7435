"""The outcome is what the sentences make it."""

from collections.abc import Iterator

from agent.checks.verification.case import Case
from domain.evidence import Fact, Passage
from domain.intents import Outcome
from domain.reply import Failure


def check_outcome(case: Case) -> Iterator[Failure]:
    """An answer without a citation, a tool answer without a fact, an approval without an action, an empty reply."""
    cited = [evidence for _, sentence in case.sentences() for evidence in case.cited(sentence)]
    outcome = case.draft.outcome
    # A greeting answered by courtesy alone claims nothing; frames are checked to be just that.
    claims = any(not sentence.frame for sentence in case.draft.sentences)
    if not case.draft.text:
        yield Failure(check="outcome", sentence=None, message="回复是空的。")
    elif outcome is Outcome.ANSWER and claims and not any(isinstance(e, Passage) for e in cited):
        yield Failure(check="outcome", sentence=None, message="回答没有引用任何文档。")
    elif outcome is Outcome.TOOL_ANSWER and not any(isinstance(e, Fact) for e in cited):
        yield Failure(check="outcome", sentence=None, message="回答没有引用任何查询结果。")
    elif outcome is Outcome.APPROVAL and not case.draft.actions:
        yield Failure(check="outcome", sentence=None, message="没有待审批的操作。")


def check_audience(case: Case) -> Iterator[Failure]:
    """Internal documents never reach a customer."""
    if not case.customer_view:
        return
    for index, sentence in enumerate(case.draft.sentences):
        if any(isinstance(e, Passage) and e.internal for e in case.cited(sentence)):
            yield Failure(check="internal", sentence=index, message="引用了内部资料。")
