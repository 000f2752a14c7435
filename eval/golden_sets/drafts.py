"""Makes one proposed sample: not accepted yet, without personal data, with the figures that it should say."""

import re
from collections.abc import Sequence

import yaml

from agent.checks.quantities import quantities
from agent.checks.redact import redact
from eval.samples import Expectation, Sample

_MOST_FIGURES = 3


def draft_of(
    key: str,
    turns: tuple[str, ...],
    expect: Expectation,
    note: str,
    tags: tuple[str, ...] = (),
    customer: str | None = None,
) -> Sample:
    """A proposal from words that hold no customer's data, as a shop's own documents do."""
    return Sample(
        id=re.sub(r"[^A-Za-z0-9._-]", "-", key)[:80],
        customer=customer,
        turns=turns,
        expect=expect,
        tags=("draft", *tags),
        accepted=False,
        note=note,
    )


def draft_of_talk(
    key: str,
    turns: tuple[str, ...],
    expect: Expectation,
    note: str,
    tags: tuple[str, ...] = (),
    customer: str | None = None,
) -> Sample:
    """A proposal from what customers and people wrote: the same placeholder for the same data throughout."""
    known: dict[str, str] = {}
    shown: list[str] = []
    for text in (*turns, note):
        hidden = redact(text, known)
        known = dict(hidden.placeholders)
        shown.append(hidden.text)
    return draft_of(key, tuple(shown[:-1]), expect, shown[-1], tags, customer)


def figures_to_expect(text: str, question: str) -> tuple[tuple[str, ...], ...]:
    """The first figures of the text that the question doesn't hold already, a group each."""
    asked = quantities(question)
    found: dict[str, None] = {}
    for quantity in quantities(text):
        shown = text[quantity.start : quantity.end].strip()
        if quantity.kind not in ("code", "number") and not any(quantity.same_as(known) for known in asked):
            found.setdefault(shown)
    return tuple((shown,) for shown in list(found)[:_MOST_FIGURES])


def as_yaml(samples: Sequence[Sample]) -> str:
    """A golden file; only what differs from the defaults."""
    content = [_plain(sample) for sample in samples]
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _plain(sample: Sample) -> dict[str, object]:
    plain = sample.model_dump(mode="json", exclude_defaults=True)
    return {"id": plain.pop("id"), "customer": plain.pop("customer", None), **plain}
