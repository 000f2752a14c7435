"""What an answer gave away."""

import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import httpx

from tests.proof.intrusion.two_shops import ELSEWHERE, HERE, OWN_NOTE, VICTIMS, victim

_ID = re.compile(r"\b[a-z]{2,6}_[0-9a-zA-Z]{8,}\b|\b[0-9a-f]{16}\b")
_JWT = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+")
"""A token names its customer, who is the one that the caller named."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
_SECRETS = {shop: tuple(s for n in range(VICTIMS) for s in victim(n, shop).secrets) for shop in (HERE, ELSEWHERE)}
_OWN_OF_NAMESAKE = frozenset(victim(0, ELSEWHERE).secrets)


@dataclass(frozen=True)
class Answer:
    """Status and body, readable."""

    status: int
    text: str

    @classmethod
    def of(cls, response: httpx.Response) -> "Answer":
        """JSON with its characters as they are."""
        try:
            body = response.json()
        except ValueError:
            return cls(response.status_code, response.text)
        return cls(response.status_code, json.dumps(body, ensure_ascii=False, sort_keys=True))

    def alike(self, *named: str) -> tuple[int, str]:
        """Without ids, times and what the caller named."""
        text = self.text
        if (begin := text.find('"analysis": {')) >= 0:
            # What a caller of the staff reads of their own words; it stands before "citations" in sorted keys.
            text = text[:begin] + text[text.index('"citations"', begin) :]
        for each in sorted(named, key=len, reverse=True):
            text = text.replace(each, "§") if each else text
        return self.status, _TIME.sub("time", _ID.sub("id", _JWT.sub("jwt", text)))


@dataclass
class Report:
    """What the attempts came to."""

    attempts: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    disclosures: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    again: int = 0
    """Pairs asked once more, since the machine was too slow for a turn's time budget in one of them."""
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"foreign": [], "absent": []})

    def told(self, what: str, text: str, asked: str, own: Iterable[str] = ()) -> None:
        """Note every secret in the text that the attempt itself didn't name."""
        for shop in (HERE, ELSEWHERE):
            for secret in _SECRETS[shop]:
                if secret in text and secret not in asked and secret not in own:
                    self.disclosures.append(f"{what}: {secret!r}")
        if OWN_NOTE in text:
            self.disclosures.append(f"{what}: the seller's note")

    def compared(self, what: str, foreign: tuple[int, str], absent: tuple[int, str]) -> None:
        """Both have to be one answer."""
        if foreign != absent:
            self.unequal.append(f"{what}:\n      foreign {foreign}\n      absent  {absent}")

    @property
    def clean(self) -> bool:
        """Nothing told, nothing unequal, nothing broken, nothing changed."""
        return not (self.disclosures or self.unequal or self.failed or self.changed)

    def lines(self, most: int = 12) -> Iterator[str]:
        """For people."""
        for kind, count in sorted(self.attempts.items()):
            yield f"  {count:5d}  {kind}"
        yield "  statuses: " + ", ".join(f"{status} × {n}" for status, n in sorted(self.statuses.items()))
        yield "  outcomes of messages: " + ", ".join(f"{name} × {n}" for name, n in sorted(self.outcomes.items()))
        for what in (self.disclosures, self.unequal, self.failed, self.changed):
            yield from (f"  ! {each}" for each in what[:most])
        if self.seconds["foreign"] and self.seconds["absent"]:
            foreign, absent = (statistics.median(self.seconds[k]) * 1000 for k in ("foreign", "absent"))
            yield f"  median of a message about a foreign thing {foreign:.1f} ms, about an absent one {absent:.1f} ms"
        if self.again:
            yield f"  {self.again} pairs asked once more: a look-up ran out of its time budget in one of them"
        yield (
            f"{self.attempts.total()} attempts: {len(self.disclosures)} disclosures, "
            f"{len(self.unequal)} answers that differ between absent and foreign, "
            f"{len(self.failed)} server errors, {len(self.changed)} changes to what is another's"
        )


def own_of(intruder: str) -> frozenset[str]:
    """What belongs to the intruder and may be told: the namesake's own data in the other shop."""
    return _OWN_OF_NAMESAKE if intruder == "namesake in another shop" else frozenset()
