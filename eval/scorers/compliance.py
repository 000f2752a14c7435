"""Whether every reply passes the screening that people's texts pass."""

from agent.checks.screening import screen
from eval.attempt import Attempt
from eval.evidence import texts_of
from eval.samples import Expectation
from eval.score import Score, Scorer
from eval.surroundings import Surroundings


def compliance_within(surroundings: Surroundings) -> Scorer:
    """The scorer with this shop's packs and allow-list; always judged."""

    def compliance(expect: Expectation, attempt: Attempt) -> Score:
        """No finding in any reply, whoever wrote it: an agent behind an endpoint has no check of ours."""
        backing = texts_of(attempt)
        found = [
            finding
            for result in attempt.results
            for finding in screen(
                result.reply.text,
                surroundings.shop,
                [*backing, *(citation.quote for citation in result.citations)],
                customers_words=attempt.customers_words,
            ).findings
        ]
        told = "; ".join(f"{finding.type}: {finding.text}" for finding in found)
        return Score(scorer="compliance", passed=not found, explanation=told)

    return compliance
