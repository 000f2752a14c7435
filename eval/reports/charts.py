"""Charts as inline SVG: no script, no font, no network."""

from markupsafe import Markup, escape

from eval.reports.history import PastRun
from eval.summary import Tally

_WIDTH, _ROW = 640, 22


def bars(title: str, tallies: tuple[Tally, ...]) -> Markup:
    """Rates with their 95 % intervals, worst first."""
    rows = sorted(tallies, key=lambda tally: (tally.rate, -tally.total))
    left, right = 190, 110
    scale = _WIDTH - left - right
    parts: list[Markup] = []
    for number, tally in enumerate(rows):
        y = number * _ROW
        colour = "#2e7d32" if tally.passed == tally.total else "#b26a00" if tally.rate >= 0.8 else "#b3261e"
        parts.append(
            Markup(
                '<text x="{}" y="{}" text-anchor="end">{}</text>'
                '<rect x="{}" y="{}" width="{}" height="14" fill="#e7e9ee"/>'
                '<rect x="{}" y="{}" width="{:.1f}" height="14" fill="{}"/>'
                '<line x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}" stroke="#1d2433"/>'
                '<text x="{}" y="{}">{}/{} · {:.0%}</text>'
            ).format(
                left - 8, y + 15, tally.name, left, y + 4, scale, left, y + 4, scale * tally.rate, colour,
                left + scale * tally.low, left + scale * tally.high, y + 11, y + 11,
                left + scale + 8, y + 15, tally.passed, tally.total, tally.rate,
            )
        )  # fmt: skip
    return _svg(title, len(rows) * _ROW + 4, parts)


def line(title: str, runs: list[PastRun]) -> Markup:
    """The pass rate over runs with its interval; a run that was refused is a red point."""
    if not runs:
        return Markup("")
    height, left, bottom = 180, 50, 150
    low = min(0.9, min(run.low for run in runs))
    step = (_WIDTH - left - 20) / max(1, len(runs) - 1)
    floor = int(low * 10) / 10

    def y(rate: float) -> float:
        return bottom - (rate - floor) / (1 - floor) * (bottom - 10) if floor < 1 else 10.0

    xs = [left + number * step for number in range(len(runs))] if len(runs) > 1 else [left + 20.0]
    band = [f"{x:.1f},{y(run.high):.1f}" for x, run in zip(xs, runs, strict=True)]
    band += [f"{x:.1f},{y(run.low):.1f}" for x, run in reversed(list(zip(xs, runs, strict=True)))]
    parts = [Markup('<polygon points="{}" fill="#dfe6f5"/>').format(" ".join(band))]
    for tenth in range(round(floor * 10), 11):
        parts.append(
            Markup(
                '<line x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}" stroke="#e7e9ee"/><text x="8" y="{:.1f}">{}%</text>'
            ).format(left, _WIDTH - 20, y(tenth / 10), y(tenth / 10), y(tenth / 10) + 4, tenth * 10)
        )
    points = " ".join(f"{x:.1f},{y(run.rate):.1f}" for x, run in zip(xs, runs, strict=True))
    parts.append(Markup('<polyline points="{}" fill="none" stroke="#2f5bd0" stroke-width="2"/>').format(points))
    for x, run in zip(xs, runs, strict=True):
        colour = "#2e7d32" if run.ship else "#b3261e"
        parts.append(
            Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4" fill="{}"><title>{} {:.1%}</title></circle>').format(
                x, y(run.rate), colour, run.name, run.rate
            )
        )
    ends = [runs[0], runs[-1]] if len(runs) > 1 else [runs[0]]
    for run, x, anchor in zip(ends, (left, _WIDTH - 20), ("start", "end"), strict=False):
        when = run.at.strftime("%m-%d %H:%M")
        parts.append(Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(x, height - 10, anchor, when))
    return _svg(title, height, parts)


def _svg(title: str, height: int, parts: list[Markup]) -> Markup:
    head = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">').format(_WIDTH, height, escape(title))
    return Markup("").join([head, *parts, Markup("</svg>")])
