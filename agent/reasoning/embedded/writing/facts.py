"""Tool facts in words: the answer first, then details, each line quoted as the tool said it."""

from domain.evidence import Fact
from domain.intents import Intent
from domain.reply import Sentence, Support

FIRST_TOOLS: dict[Intent, tuple[str, ...]] = {
    Intent.LOGISTICS_TRACK: ("track_shipment", "get_order"),
    Intent.EXPEDITE: ("track_shipment", "get_order"),
    Intent.ORDER_STATUS: ("get_order", "track_shipment", "find_orders"),
    Intent.REFUND_STATUS: ("get_refund", "get_order"),
    Intent.STOCK: ("check_stock",),
    Intent.COUPON: ("list_coupons",),
    Intent.PROMOTION: ("list_coupons",),
}
"""Which tool's fact answers first, by intent; the others follow in the order they came."""
MOST_LINES = 8
_FEW = 2
"""Facts of one order: all their lines are told."""


def told(facts: tuple[Fact, ...], intent: Intent) -> list[Sentence]:
    """The facts' lines as sentences, the ones that answer the intent first, none twice."""
    first = FIRST_TOOLS.get(intent, ())
    ordered = sorted(facts, key=lambda fact: first.index(fact.tool) if fact.tool in first else len(first))
    sentences: list[Sentence] = []
    said: set[str] = set()
    # Of several orders or parcels each says its first lines, rather than the first one everything.
    each = MOST_LINES if sum(len(fact.lines) for fact in ordered) <= MOST_LINES else max(2, MOST_LINES // len(ordered))
    for fact in ordered:
        for line in _short(fact, each) if len(ordered) > _FEW else fact.lines:
            if line not in said and len(sentences) < MOST_LINES:
                said.add(line)
                sentences.append(line_sentence(fact, line))
    return sentences


def _short(fact: Fact, each: int) -> tuple[str, ...]:
    """The first lines; and of a parcel what is odd about it, which stands last and is never left out."""
    odd = fact.data.get("anomaly")
    last = fact.lines[-len(odd) :] if isinstance(odd, list) and odd else ()
    return (*fact.lines[:each], *(line for line in last if line not in fact.lines[:each]))


def line_sentence(fact: Fact, line: str) -> Sentence:
    """One line of a fact, verbatim."""
    text = line if line.endswith(("。", "！", "？", "；", "：")) else f"{line}。"
    return Sentence(text=f"{text}\n", supports=(Support(evidence_id=fact.evidence_id, quote=line),))
