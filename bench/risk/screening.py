"""Screening: what it finds, where, what it leaves alone, how long it takes."""

import time

from agent.checks.screening import screen
from bench.risk.figures import Figure, Report, share
from bench.risk.sets import Marked, Part, marked
from domain.ids import ShopId
from domain.reply import Finding
from domain.shop import Shop

_SHOP = Shop(id=ShopId("unseen"), compliance_packs=("general", "cosmetics", "health_food", "electronics"))


def screen_texts(part: Part) -> Report:
    """Recall, precision, overlap of spans and time per text."""
    texts = marked(part, "screening")
    took: list[float] = []
    read: list[tuple[Marked, tuple[Finding, ...]]] = []
    for item in texts:
        started = time.perf_counter()
        found = screen(item.text, _SHOP).findings
        took.append((time.perf_counter() - started) * 1000)
        read.append((item, found))
    bad = [row for row in read if row[0].kind != "clean"]
    clean = [row for row in read if row[0].kind == "clean"]
    hits = [row for row in bad if row[1]]
    flagged = [row for row in read if row[1]]
    overlaps = [_overlap(item, found) for item, found in hits]
    figures = (
        share("screening: violations found", bad, lambda r: bool(r[1]), "goal >= 0.95"),
        *(
            share(f"  {k}", [r for r in bad if r[0].kind == k], lambda r: bool(r[1]))
            for k in dict.fromkeys(r[0].kind for r in bad)
        ),
        share("screening: type right where found", hits, lambda r: r[0].kind in {f.type for f in r[1]}),
        share("screening: precision", flagged, lambda r: r[0].kind != "clean"),
        share("screening: clean texts touched", clean, lambda r: bool(r[1]), "goal <= 0.03"),
        Figure("screening: span overlap (IoU)", sum(overlaps) / max(1, len(overlaps)), len(overlaps)),
        Figure("screening: p99 ms a text", sorted(took)[int(len(took) * 0.99)], len(took)),
    )
    missed = [f"missed {item.kind}: {item.text}" for item, found in bad if not found]
    touched = [f"touched: {item.text} <{found[0].rule}: {found[0].text}>" for item, found in clean if found]
    return Report(figures, (*missed, *touched))


def _overlap(item: Marked, found: tuple[Finding, ...]) -> float:
    want = {i for start, end in item.spans for i in range(start, end)}
    have = {i for finding in found for i in range(finding.start, finding.end)}
    return len(want & have) / max(1, len(want | have))
