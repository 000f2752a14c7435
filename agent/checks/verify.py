"""verify_reply's rules: why a draft may not be sent. Pure code, the same for every reasoner."""

from collections.abc import Callable, Iterator

from agent.checks.verification.case import Case
from agent.checks.verification.compliance import check_compliance
from agent.checks.verification.conditions import check_conditions
from agent.checks.verification.contacts import check_contacts, check_personal_data
from agent.checks.verification.frames import check_frames
from agent.checks.verification.instructions import check_instructions
from agent.checks.verification.number_places import check_number_places
from agent.checks.verification.numbers import check_numbers
from agent.checks.verification.outcome import check_audience, check_outcome
from agent.checks.verification.polarity import check_polarity
from agent.checks.verification.promises import check_promises
from agent.checks.verification.quotes import check_overlap, check_quotes
from agent.checks.verification.relative_days import check_relative_days
from agent.checks.verification.statuses import check_statuses
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Failure

CHECKS: tuple[Callable[[Case], Iterator[Failure]], ...] = (
    check_quotes,
    check_overlap,
    check_numbers,
    check_number_places,
    check_relative_days,
    check_statuses,
    check_polarity,
    check_conditions,
    check_contacts,
    check_personal_data,
    check_compliance,
    check_promises,
    check_frames,
    check_outcome,
    check_audience,
    check_instructions,
)


def verify(draft: Draft, request: CompositionRequest, *, customer_view: bool = True) -> list[Failure]:
    """Every reason why the draft may not be sent; empty when it may.

    Args:
        draft: What a reasoner wrote.
        request: What it was written from: the only evidence there is.
        customer_view: The text goes to a customer; False for suggestions to a human agent, who may see internal text.
    """
    case = Case(draft=draft, request=request, customer_view=customer_view)
    return [failure for check in CHECKS for failure in check(case)]
