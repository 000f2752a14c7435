"""A whole replay in figures, for a terminal, a file and a browser."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from domain.model import Frozen
from eval.replay.difference import WEIGHTS, Difference

WORST = 15


class ReplaySummary(Frozen):
    """replay.json."""

    shop: str
    since: datetime
    conversations: int
    turns: int
    same: int
    """Turns without any difference."""
    kinds: dict[str, int]
    """Turns by each kind of difference, the weightiest kind first."""
    settings: dict[str, str] = {}

    @property
    def harmful(self) -> int:
        """Turns that now do harm, or get no reply."""
        return self.kinds.get("harm", 0) + self.kinds.get("error", 0)


def summarise(shop: str, since: datetime, differences: Sequence[Difference], settings: dict[str, str]) -> ReplaySummary:
    """Args: differences: of every turn, the same ones included."""
    counted = Counter(kind for difference in differences for kind in difference.kinds)
    return ReplaySummary(
        shop=shop,
        since=since,
        conversations=len({difference.conversation_id for difference in differences}),
        turns=len(differences),
        same=sum(not difference.kinds for difference in differences),
        kinds={kind: counted[kind] for kind in WEIGHTS if counted[kind]},
        settings=settings,
    )


def ranked(differences: Sequence[Difference]) -> list[Difference]:
    """What differs, the weightiest first."""
    found = [difference for difference in differences if difference.kinds]
    return sorted(found, key=lambda d: (-d.weight, d.conversation_id, d.turn))


def lines_of(summary: ReplaySummary, worst: Sequence[Difference]) -> Iterator[str]:
    """For a terminal."""
    for difference in worst[:WORST]:
        yield f"{', '.join(difference.kinds)}  ({difference.conversation_id}, turn {difference.turn})"
        yield f"  问 {_flat(difference.question)}"
        yield f"  前 {difference.before.outcome}  {_flat(difference.before.text)}"
        yield f"  今 {difference.after.outcome or 'no reply'}  {_flat(difference.after.text)}"
        yield from (f"  {line}" for line in difference.told)
    if len(worst) > WORST:
        yield f"… and {len(worst) - WORST} more in the run folder"
    yield (
        f"{summary.turns} turns of {summary.conversations} conversations: {summary.same} the same"
        + "".join(f", {kind} {count}" for kind, count in summary.kinds.items())
    )


def page_of(summary: ReplaySummary, worst: Sequence[Difference]) -> str:
    """One file for a browser; every text of customers is escaped, nothing is fetched."""
    source = files("eval.replay").joinpath("page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source).render(summary=summary, worst=worst)


def _flat(text: str) -> str:
    return " ".join(text.split())[:300]
