"""Whether each citation is verbatim in the passage that it names, and an answer has one."""

import re

from domain.evidence import Citation
from domain.intents import Outcome
from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score

_SPACES = re.compile(r"\s+")


def citation_support(expect: Expectation, attempt: Attempt) -> Score | None:
    """Each quote stands in the retrieved passage of its chunk, under the document that it is cited from.

    None where nothing is cited and nothing has to be, or the passages can't be known.
    """
    result, passages = attempt.result, attempt.passages
    if result.outcome is Outcome.ANSWER and expect.source and not result.citations:
        return Score(scorer="citation_support", passed=False, explanation="an answer from documents without a citation")
    if not result.citations or passages is None:
        return None
    by_chunk = {str(p.get("chunk_id")): (str(p.get("document")), _tight(str(p.get("text")))) for p in passages}
    told = [_wrong(citation, by_chunk) for citation in result.citations]
    wrong = [line for line in told if line]
    return Score(scorer="citation_support", passed=not wrong, explanation="; ".join(wrong))


def _wrong(citation: Citation, by_chunk: dict[str, tuple[str, str]]) -> str:
    if citation.chunk_id not in by_chunk:
        return f"{citation.document} was not retrieved"
    document, text = by_chunk[citation.chunk_id]
    if document != citation.document:
        return f"the passage is {document}'s, not {citation.document}'s"
    return "" if _tight(citation.quote) in text else f"not in {document}: {citation.quote[:40]}"


def _tight(text: str) -> str:
    return _SPACES.sub("", text)
