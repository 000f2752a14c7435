"""The form in which the triage model is trained on messages and reads them: without numbers that only identify."""

from agent.checks.redact import redact_personal
from agent.reasoning.entities.found import fold
from agent.reasoning.entities.numbers import order_and_tracking_numbers

ORDER, PARCEL = "[订单号]", "[运单号]"


def masked(text: str) -> str:
    """A message with placeholders for personal data and for the numbers of orders and parcels.

    Who it is and which order says nothing of what is wanted, and a long number beside 退 reads like a large sum.
    """
    text = redact_personal(text).text
    parts: list[str] = []
    position = 0
    for number in order_and_tracking_numbers(fold(text)):
        parts += [text[position : number.start], PARCEL if number.is_tracking else ORDER]
        position = number.end
    return "".join([*parts, text[position:]])
