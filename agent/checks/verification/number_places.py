"""A number stands where its evidence has it: 满15元包邮 is no quote of 满200元包邮，不满收15元."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agent.checks.quantities import Quantity, quantities
from agent.checks.verification.case import Case, text_of
from domain.reply import Failure

_REACH = 8
"""Characters on either side that tell what a number is about."""
_LEAD = 4
"""How many more characters around another number agree before that number is the one the sentence speaks of."""
_SOLE = 2
"""Characters a clause has beside its number before the clause alone tells what the number is about."""
_STOPS = re.compile(r"[，,。！!？?；;\n|]")
_BLANK = re.compile(r"[^\S\n]+|[*_`]+")
_NUMBER = "#"


class _Place(NamedTuple):
    quantity: Quantity
    left: str
    """What stands before the number in its clause, other numbers as #."""
    right: str
    words: tuple[str, str]
    """The same, other numbers as they are written."""


def check_number_places(case: Case) -> Iterator[Failure]:
    """Numbers that the evidence has, but of something else."""
    for index, sentence in case.sentences():
        computed = "".join(value.text for value in sentence.computed)
        known = [place for item in case.cited(sentence) for place in _places(text_of(item))]
        for place in _places(sentence.text):
            if sentence.text[place.quantity.start : place.quantity.end] not in computed and _moved(place, known):
                yield Failure(check="number", sentence=index, message="这句话把资料里的数字用在了别处。")
                break


def _moved(place: _Place, known: Sequence[_Place]) -> bool:
    own = [other for other in known if place.quantity.same_as(other.quantity)]
    others = [o for o in known if not place.quantity.same_as(o.quantity) and _comparable(place.quantity, o.quantity)]
    if not own or not others:
        return False
    if any(_whole(place, other) for other in own):
        # 三件99元，五件149元: alike but for the other number.
        return any(o.words == place.words for o in others) and all(o.words != place.words for o in own)
    if len(place.left + place.right) >= _SOLE and any(_whole(place, other) for other in others):
        return True
    near = max(_agreement(place, other) for other in others)
    return near > _LEAD and near >= max(_agreement(place, other) for other in own) + _LEAD


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind or "number" in (one.kind, other.kind)


def _whole(one: _Place, other: _Place) -> bool:
    return one.left == other.left and one.right == other.right


def _agreement(one: _Place, other: _Place) -> int:
    return _common(one.left[::-1], other.left[::-1]) + _common(one.right, other.right)


def _common(one: str, other: str) -> int:
    """Length of the common beginning; where both end together the end counts as well."""
    for length in range(_REACH):
        if length >= len(one) or length >= len(other):
            return length + (len(one) == len(other))
        if one[length] != other[length]:
            return length
    return _REACH


def _places(text: str) -> Iterator[_Place]:
    found = quantities(text)
    for n, quantity in enumerate(found):
        before, after = (0, quantity.start), (quantity.end, len(text))
        left, right = _clause(_masked(text, *before, found[:n]), _masked(text, *after, found[n + 1 :]))
        yield _Place(quantity, left, right, _clause(_masked(text, *before, ()), _masked(text, *after, ())))


def _clause(left: str, right: str) -> tuple[str, str]:
    return _STOPS.split(left)[-1], _STOPS.split(right)[0]


def _masked(text: str, start: int, end: int, numbers: Sequence[Quantity]) -> str:
    parts, place = [], start
    for number in numbers:
        if number.start >= place:
            parts += [text[place : number.start], _NUMBER]
            place = number.end
    parts.append(text[place:end])
    return _BLANK.sub("", "".join(parts)).lower()
