"""What people made of suggestions: how far they changed them, and what may be learned from it."""

from collections.abc import Iterable, Iterator

from agent.checks.redact import redact
from domain.copilot import Candidate, Feedback, Suggestion


def edit_distance(one: str, other: str) -> int:
    """Levenshtein distance in characters."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


def candidates_of(answered: Iterable[tuple[Suggestion, Feedback]]) -> Iterator[Candidate]:
    """Each sent suggestion with a question and something it rests on; personal data is masked for good."""
    for suggestion, feedback in answered:
        if feedback.decision == "dismissed" or not suggestion.question:
            continue
        if not (suggestion.citations or suggestion.facts):
            continue  # Words that gain time teach nothing.
        sent = feedback.final_text if feedback.decision == "edited" and feedback.final_text else suggestion.text
        yield Candidate(
            suggestion_id=suggestion.suggestion_id,
            question=suggestion.question,
            answer=redact(sent).text,
            decision=feedback.decision,
            edit_distance=feedback.edit_distance or 0,
            citations=suggestion.citations,
            facts=suggestion.facts,
            at=feedback.at,
            fit_for=("golden",) if suggestion.facts else ("golden", "faq"),
        )
