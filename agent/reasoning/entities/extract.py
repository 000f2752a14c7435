"""All entities of a turn."""

import re
from collections.abc import Sequence
from datetime import datetime

from agent.reasoning.entities.addresses import find_address, find_receiver
from agent.reasoning.entities.amounts import amounts_in
from agent.reasoning.entities.codes import find_codes
from agent.reasoning.entities.found import Found, first_of_each, fold, overlaps
from agent.reasoning.entities.numbers import numbers_in
from agent.reasoning.entities.products import find_products
from agent.reasoning.entities.recall import Recalled, chosen, recall
from agent.reasoning.entities.references import points_back, says_every, says_latest
from agent.reasoning.entities.regions import find_regions
from agent.reasoning.entities.times import find_when
from agent.reasoning.entities.titles import find_title
from domain.analysis import Entities, Line

_ONLY_DIGITS = re.compile(r"^\s*(\d{3,6})\s*[。.！!]?\s*$")
_ANOTHER = re.compile("另外?(?:那|一|的)|别的|其[他它]|还有(?:一|那)")
"""Not the one spoken of."""
_SHORT_TURN = 14
"""Characters; a turn this short that names nothing goes on with what was spoken of."""


def extract_entities(text: str, history: Sequence[Line], vocabulary: frozenset[str], now: datetime) -> Entities:
    """What the customer named in this turn, completed from the conversation where the turn only points at it.

    Args:
        text: the turn.
        history: earlier messages, oldest first.
        vocabulary: terms of the shop's documents and names of its goods.
        now: unused by what is written relative (昨天 stays 昨天); kept so that callers need not know.
    """
    folded = fold(text)
    numbers = numbers_in(folded)
    address = find_address(folded)
    amounts = amounts_in(folded)
    named = numbers.orders + numbers.tracking + numbers.phones + numbers.tails
    products = _outside(find_products(folded, vocabulary), [span for span in (address, find_title(folded)) if span])
    when = find_when(folded)
    entities = Entities(
        order_nos=numbers.orders,
        order_tails=numbers.tails,
        tracking_nos=numbers.tracking,
        amounts=amounts,
        phones=numbers.phones,
        address=address.value if address else None,
        receiver_name=name.value if (name := find_receiver(folded)) else None,
        products=first_of_each(products),
        regions=first_of_each(find_regions(folded)),
        codes=first_of_each(find_codes(folded, named, [address] if address else [])),
        when=when[0].value if when else None,
        every=says_every(folded),
        latest=says_latest(folded),
    )
    return _completed(entities, folded, history, vocabulary)


def _completed(entities: Entities, text: str, history: Sequence[Line], vocabulary: frozenset[str]) -> Entities:
    if not history:
        return entities
    names_order = bool(entities.order_nos or entities.order_tails or entities.tracking_nos)
    if not names_order and (pick := chosen(text, history)):
        full = any(c.isalpha() for c in pick) or len(pick) >= 8
        return entities.model_copy(update={"order_nos": (pick,)} if full else {"order_tails": (pick,)})
    if not names_order and (digits := _ONLY_DIGITS.match(text)):
        return entities.model_copy(update={"order_tails": (digits[1],)})
    if names_order or entities.latest or entities.every or entities.when:
        return entities
    if _ANOTHER.search(text) or (not points_back(text) and len(text) > _SHORT_TURN):
        return entities
    return entities.model_copy(update=_recalled(entities, recall(history, vocabulary)))


def _recalled(entities: Entities, spoken_of: Recalled) -> dict[str, tuple[str, ...]]:
    """Other goods named in this turn mean another order than the one spoken of."""
    if entities.products and not set(entities.products) & set(spoken_of.products):
        return {}
    update: dict[str, tuple[str, ...]] = {}
    if spoken_of.order_nos:
        update["order_nos"] = spoken_of.order_nos[-1:] if len(spoken_of.order_nos) == 1 else ()
    elif spoken_of.order_tails:
        update["order_tails"] = spoken_of.order_tails
    if not entities.products and spoken_of.products:
        update["products"] = spoken_of.products
    return update


def _outside(found: list[Found], taken: list[Found]) -> list[Found]:
    return [item for item in found if not overlaps(item, taken)]
