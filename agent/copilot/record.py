"""The structured record of a conversation (智能记录), each field with where it was read."""

import re
from collections.abc import Iterable, Mapping, Sequence

from agent.checks.personal_data import find_personal_data
from agent.copilot.categories import category_of
from agent.copilot.details import find_quantity, find_specs
from agent.reasoning.entities.addresses import find_address, find_receiver
from agent.reasoning.entities.found import Found, fold
from agent.reasoning.entities.numbers import numbers_in
from agent.reasoning.entities.products import find_products
from agent.reasoning.triage.concepts import CONCEPTS
from domain.analysis import Analysis, Line
from domain.copilot import Record, Span
from domain.intents import Intent, Speaker

_BETWEEN = r"[ \t\-_—–·]*"
_OWED = re.compile(
    r"(?:稍后|尽快|马上|一会|今天|明天|小时内|工作日内|核实后|有结果)[^。！？!?\n]{0,12}(?:回复|联系|答复|"
    r"告知|通知|跟进|回电|处理)"
    r"|(?:帮|给|为)您(?:登记|核实|反馈|催|跟进|申请|查一下|转接|上报)"
)
_UNHAPPY, _EVEN = 2, 3
_RECENT = 3
"""Messages over which displeasure counts for the whole talk."""
_FIRST = {"products", "specs", "order_nos"}


def make_record(
    messages: Sequence[Line], readings: Mapping[int, Analysis], vocabulary: frozenset[str] = frozenset()
) -> Record:
    """Read a record from a talk.

    Args:
        messages: Oldest first.
        readings: Analyses of customer messages by their index in ``messages``; not all need one.
        vocabulary: Names of the shop's goods and terms of its documents.

    Returns:
        Values exactly as the customer wrote them (numbers without separators); ``evidence`` says where.
    """
    found: dict[str, list[tuple[str, Span]]] = {}
    quantity: int | None = None
    for index, line in enumerate(messages):
        if line.speaker is not Speaker.CUSTOMER:
            continue
        for name, items in _read(line.text, vocabulary).items():
            found.setdefault(name, []).extend(
                (item.value, Span(message=index, start=item.start, end=item.end)) for item in items
            )
        if counted := find_quantity(line.text):
            quantity, place = counted
            found["quantity"] = [(place.value, Span(message=index, start=place.start, end=place.end))]
    latest = {name: items[-1][0] for name, items in found.items() if items}
    ordered = [readings[index] for index in sorted(readings)]
    places = {name: _places(name, items) for name, items in found.items() if items}
    return Record(
        category=category_of(ordered),
        products=_each(found, "products"),
        specs=_each(found, "specs"),
        quantity=quantity,
        order_nos=_each(found, "order_nos"),
        phone=latest.get("phone"),
        address=latest.get("address"),
        name=latest.get("name"),
        sentiment=_sentiment(ordered),
        price_sensitive=any(_minds_the_price(reading) for reading in ordered),
        needs_follow_up=any(reading.follow_up for reading in ordered) or _is_owed_an_answer(messages),
        evidence=places | _cue_places(messages, readings),
    )


def _read(text: str, vocabulary: frozenset[str]) -> dict[str, list[Found]]:
    plain = fold(text)
    numbers = numbers_in(plain)
    address, receiver = find_address(plain), find_receiver(plain)
    names = [Found(text[s.start : s.end], s.start, s.end) for s in find_personal_data(text) if s.kind == "name"]
    inside = [address] if address else []
    return {
        "products": _joined(text, [f for f in find_products(plain, vocabulary) if not _within(f, inside)]),
        "specs": [f for f in find_specs(text) if not _within(f, inside)],
        "order_nos": list(_located(plain, numbers.orders)),
        "phone": list(_located(plain, numbers.phones)),
        "address": [_as_written(text, address)] if address else [],
        "name": names or ([_as_written(text, receiver)] if receiver else []),
    }


def _located(text: str, numbers: Iterable[str]) -> Iterable[Found]:
    """Numbers come without the separators that the customer wrote."""
    for number in numbers:
        pattern = re.compile(_BETWEEN.join(re.escape(character) for character in number), re.IGNORECASE)
        if match := pattern.search(text):
            yield Found(number, *match.span())


def _as_written(text: str, found: Found) -> Found:
    return Found(text[found.start : found.end], found.start, found.end)


def _joined(text: str, found: Iterable[Found]) -> list[Found]:
    """Words that stand side by side are one name: 云栖 and 帐篷."""
    names: list[Found] = []
    for item in found:
        start = names.pop().start if names and names[-1].end == item.start else item.start
        names.append(Found(text[start : item.end], start, item.end))
    return names


def _within(item: Found, others: Iterable[Found]) -> bool:
    return any(other.start <= item.start and item.end <= other.end for other in others)


def _each(found: Mapping[str, list[tuple[str, Span]]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value, _ in found.get(name, [])))


def _places(name: str, items: list[tuple[str, Span]]) -> tuple[Span, ...]:
    """Of lists every place, of single values only the one that counts: the last."""
    return tuple(span for _, span in items) if name in _FIRST else (items[-1][1],)


def _cue_places(messages: Sequence[Line], readings: Mapping[int, Analysis]) -> dict[str, tuple[Span, ...]]:
    places: list[Span] = []
    for index, reading in readings.items():
        for cue in reading.cues:
            start = messages[index].text.find(cue)
            if cue and start >= 0:
                places.append(Span(message=index, start=start, end=start + len(cue)))
    return {"category": tuple(places)} if places else {}


def _sentiment(readings: Sequence[Analysis]) -> int:
    """The strongest of the last messages, displeasure first: thanks or a plain question at the end don't undo it."""
    recent = [reading.sentiment for reading in readings[-_RECENT:]] or [_EVEN]
    return min(recent) if min(recent) <= _UNHAPPY else max(recent)


def _minds_the_price(reading: Analysis) -> bool:
    """Who wants the difference back, or asks for less, minds the price however they put it."""
    if reading.price_sensitive or reading.intent is Intent.PRICE_PROTECTION:
        return True
    return reading.wants(Intent.PROMOTION, Intent.PRODUCT_INFO) and bool(CONCEPTS["cheaper"].search(reading.question))


def _is_owed_an_answer(messages: Sequence[Line]) -> bool:
    return any(line.speaker is not Speaker.CUSTOMER and _OWED.search(line.text) for line in messages)
