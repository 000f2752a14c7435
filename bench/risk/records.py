"""Records: F1 of each field over whole talks."""

import re
from collections import Counter
from collections.abc import Iterator

from agent.copilot.record import make_record
from bench.risk.figures import Figure, Report
from bench.risk.reading import Reader
from bench.risk.sets import Part, Talk, talks
from domain.analysis import Line
from domain.copilot import Record
from domain.intents import Speaker

_FIELDS = ("product", "spec", "qty", "order", "phone", "address", "name")
_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5}


async def make_records(reader: Reader, part: Part) -> Report:
    """F1 by field; the shop's catalogue knows the goods, as a real shop's does."""
    made = [(talk, await _record(reader, talk)) for talk in talks(part)]
    hits, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    failures = []
    for talk, record in made:
        for field, want, have in _compared(talk, record):
            hits[field] += len(want & have)
            wanted[field] += len(want)
            given[field] += len(have)
            if want != have:
                failures.append(f"{field}: wanted {sorted(want)}, got {sorted(have)} in {[t for _, t in talk.lines]}")
    figures = [_f1(field, hits[field], wanted[field], given[field]) for field in wanted | given]
    total = _f1("all fields", hits.total(), wanted.total(), given.total(), "goal >= 0.92")
    return Report((total, *figures), tuple(failures))


async def _record(reader: Reader, talk: Talk) -> Record:
    speakers = {"c": Speaker.CUSTOMER, "a": Speaker.AGENT}
    lines = [Line(speaker=speakers[who], text=text) for who, text in talk.lines]
    spoken = [i for i, line in enumerate(lines) if line.speaker is Speaker.CUSTOMER]
    readings = {i: await reader.read(lines[i].text) for i in spoken}
    return make_record(lines, readings, frozenset(talk.fields.get("product", ())))


def _compared(talk: Talk, record: Record) -> Iterator[tuple[str, set[str], set[str]]]:
    have: dict[str, tuple[str | None, ...]] = {
        "product": record.products,
        "spec": record.specs,
        "qty": (str(record.quantity) if record.quantity else None,),
        "order": record.order_nos,
        "phone": (record.phone,),
        "address": (record.address,),
        "name": (record.name,),
    }
    for field in _FIELDS:
        want = {_plain(field, value) for value in talk.fields.get(field, ())}
        yield field, want, {_plain(field, value) for value in have[field] if value}
    yield "category", {talk.category}, {record.category}
    yield "sentiment (side)", {_side(talk.sentiment)}, {_side(record.sentiment)}
    yield "follow_up", {"yes"} if talk.follow_up else set(), {"yes"} if record.needs_follow_up else set()
    yield "price_sensitive", {"yes"} if talk.price_sensitive else set(), {"yes"} if record.price_sensitive else set()


def _plain(field: str, value: str) -> str:
    if field in ("phone", "order"):
        return re.sub(r"[\s-]", "", value)
    return str(_NUMBERS.get(value, value)) if field == "qty" else value


def _side(sentiment: int) -> str:
    return "unhappy" if sentiment <= 2 else "happy" if sentiment >= 4 else "even"


def _f1(name: str, hits: int, wanted: int, given: int, goal: str = "") -> Figure:
    return Figure(f"record F1: {name}", 2 * hits / max(1, wanted + given), wanted, goal)
