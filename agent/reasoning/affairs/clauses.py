"""A message of several clauses: what each asks for itself is asked by the message."""

import re
from collections.abc import Sequence

from domain.affairs import Affair, Asked, Change, Part, Wish

MOST = 3
_SHORTEST = 4
"""Characters of a clause that can ask something for itself."""
_BREAK = re.compile(
    r"[，,。！!？?；;～~\n]+|(?<=[一-鿿])\s+(?=[一-鿿])|(?:另外|还有(?!没|木|吗|货)|顺便|顺带|对了)", re.IGNORECASE
)
_ITS_OWN, _SURE, _UNSURE = 0.5, 0.8, 0.5


def clauses_of(text: str) -> tuple[str, ...]:
    """The clauses to be read for themselves; none where the message is one, or too many to be told apart."""
    parts = [part for part in map(str.strip, _BREAK.split(text)) if len(part) >= _SHORTEST]
    return tuple(parts) if 2 <= len(parts) <= MOST else ()


def merged(whole: Affair, parts: Sequence[Part]) -> Affair:
    """The reading of the message with what its clauses ask; a list is asked for by the whole alone. Pure."""
    clauses = [part.affair for part in parts]
    own = [clause for clause in clauses if clause.own >= _ITS_OWN]
    asked = {
        what: max([odds, *(clause.asked[what] for clause in own if what is not Asked.LIST)])
        for what, odds in whole.asked.items()
    }
    wish, change = whole.wish, whole.change
    if whole.wish[Wish.NONE] >= _UNSURE:
        wish = next((c.wish for c in clauses if max(c.wish[Wish.DO], c.wish[Wish.MAY]) >= _SURE), wish)
    if whole.change[Change.NONE] >= _UNSURE and wish is not whole.wish:
        change = min((clause.change for clause in clauses), key=lambda odds: odds[Change.NONE])
    whose = max([whole, *own], key=lambda reading: reading.own).whose if own else whole.whose
    return whole.model_copy(
        update={"asked": asked, "wish": wish, "change": change, "whose": whose, "parts": tuple(parts)}
    )
