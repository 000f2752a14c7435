"""Redaction: how much personal data is hidden, and how many clean texts are left alone."""

from agent.checks.redact import redact
from bench.risk.figures import Report, share
from bench.risk.sets import Part, marked


def redact_texts(part: Part) -> Report:
    """Recall by kind: a value counts as hidden when none of its digits or characters shows."""
    texts = [(item, redact(item.text).text) for item in marked(part, "redaction")]
    private = [row for row in texts if row[0].kind != "clean"]
    clean = [row for row in texts if row[0].kind == "clean"]

    def hidden(row: tuple[object, str]) -> bool:
        item, shown = row
        return all(item.text[a:b] not in shown for a, b in item.spans)  # type: ignore[attr-defined]

    figures = (
        share("redaction: recall", private, hidden),
        *(
            share(f"  {k}", [r for r in private if r[0].kind == k], hidden)
            for k in dict.fromkeys(r[0].kind for r in private)
        ),
        share("redaction: clean texts touched", clean, lambda r: r[0].text != r[1]),
    )
    shown = [f"shown {item.kind}: {text}" for item, text in private if not hidden((item, text))]
    touched = [f"touched: {text}" for item, text in clean if item.text != text]
    return Report(figures, (*shown, *touched))
