"""Checks of POST /actions. ``expedite_shipment`` is the only action ever asked for, on the order named for it."""

import asyncio
import secrets

from backends.orders.conformance.probe import ABSENT, BrokenError, LeftOutError, Probe, Subject, parsed, refused
from backends.orders.conformance.reads import foreign_of, order_of
from backends.orders.http.messages import ActionAnswer

HURRY = "expedite_shipment"
TOGETHER = 5


def _key() -> str:
    return f"kefu-check-{secrets.token_hex(8)}"


def _asked(customer: str, order_no: str, name: str = HURRY) -> dict[str, object]:
    return {"customer_id": customer, "name": name, "args": {"order_no": order_no}}


async def refuses_actions_without_credential_or_key(probe: Probe, subject: Subject) -> None:
    """401 without the credential, 400 or 422 without an Idempotency-Key."""
    body = _asked(subject.customer or ABSENT, ABSENT)
    refused("POST /actions without a credential", await probe.act(body, _key(), secret=""), 401)
    refused("POST /actions without an Idempotency-Key", await probe.act(body, ""), 400, 422)


async def refuses_what_it_does_not_know(probe: Probe, subject: Subject) -> None:
    """An unknown action and a body that isn't JSON are 400 or 422."""
    body = _asked(subject.customer or ABSENT, ABSENT, "drop_everything")
    refused("POST /actions with an unknown name", await probe.act(body, _key()), 400, 422)
    headless = {key: value for key, value in _asked(ABSENT, ABSENT).items() if key != "customer_id"}
    refused("POST /actions without customer_id", await probe.act(headless, _key()), 400, 422)


async def acts_on_nothing_that_is_not_theirs(probe: Probe, subject: Subject) -> None:
    """Refused, in the same words as for an order that doesn't exist."""
    foreign = foreign_of(subject)
    answers = [
        parsed("POST /actions", await probe.act(_asked(foreign["customer_id"], number), _key()), ActionAnswer)
        for number in (foreign["order_no"], ABSENT)
    ]
    if any(answer.status != "refused" for answer in answers):
        raise BrokenError("POST /actions: an action on somebody else's order was not refused.")
    said = [
        (answer.message.replace(number, ""), answer.ref)
        for answer, number in zip(answers, (foreign["order_no"], ABSENT), strict=True)
    ]
    if said[0] != said[1]:
        raise BrokenError("POST /actions: the refusal tells somebody else's order from one that isn't there.")


async def does_it_once_a_key(probe: Probe, subject: Subject) -> None:
    """The same key again, also at the same time, brings the first result; with another body it is 409."""
    query = order_of(subject)
    if not subject.act:
        raise LeftOutError(f"needs --act: it asks for {HURRY} on --order")
    body, key = _asked(query["customer_id"], query["order_no"]), _key()
    together = await asyncio.gather(*(probe.act(body, key) for _ in range(TOGETHER)))
    answers = {parsed("POST /actions", each, ActionAnswer) for each in (*together, await probe.act(body, key))}
    if len(answers) != 1:
        raise BrokenError("POST /actions: one key brought different results.")
    other = _asked(query["customer_id"], ABSENT)
    refused("POST /actions with a used key and another body", await probe.act(other, key), 409)


ACTIONS = (
    refuses_actions_without_credential_or_key,
    refuses_what_it_does_not_know,
    acts_on_nothing_that_is_not_theirs,
    does_it_once_a_key,
)
