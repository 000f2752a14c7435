"""Text that instructs the bot is neither quoted nor repeated."""

from collections.abc import Iterator

from agent.checks.injection import injection_spans, is_injection
from agent.checks.instructed.finding import instructs
from agent.checks.verification.case import Case, bare
from domain.reply import Failure

_REPEATED = 10
"""Characters of an injected instruction that a reply may not have in a row."""


def check_instructions(case: Case) -> Iterator[Failure]:
    """Planted instructions in quotes or in the reply."""
    text = case.request.text
    planted = [bare(text[start:end]) for start, end in injection_spans(text)]
    for index, sentence in enumerate(case.draft.sentences):
        said = bare(sentence.text)
        # Frames are our own words: who asks a customer for an order number instructs, too.
        told = () if sentence.frame else (sentence.text, *(support.quote for support in sentence.supports))
        if (
            is_injection(sentence.text)
            or any(is_injection(words) or instructs(words) for words in told)
            or any(_shares(said, words) for words in planted)
        ):
            yield Failure(check="injection", sentence=index, message="含有对客服系统下指令的文字。")


def _shares(said: str, words: str) -> bool:
    return any(words[i : i + _REPEATED] in said for i in range(len(words) - _REPEATED + 1))
