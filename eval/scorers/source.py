"""Whether the reply cites a right document."""

import unicodedata

from eval.attempt import Attempt
from eval.samples import Expectation
from eval.score import Score


def source(expect: Expectation, attempt: Attempt) -> Score | None:
    """One citation of any of the listed files."""
    if not expect.source:
        return None
    cited = {citation.document for citation in attempt.result.citations}
    # File systems differ in how they compose accented characters.
    passed = bool({_composed(name) for name in cited} & {_composed(name) for name in expect.source})
    told = f"cites {', '.join(sorted(cited)) or 'nothing'} instead of {' or '.join(expect.source)}"
    return Score(scorer="source", passed=passed, explanation="" if passed else told)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
