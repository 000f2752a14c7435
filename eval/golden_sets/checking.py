"""What is wrong with a golden set, before an agent is blamed for it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from agent.checks.quantities import quantities
from domain.model import Frozen
from domain.text.normal import normal_form
from eval.golden_sets.shop_facts import ShopFacts
from eval.matching import says
from eval.precheck import precheck
from eval.samples import Expectation, Sample

Kind = Literal[
    "duplicate", "contradiction", "impossible", "echo", "null", "source", "absent", "customer", "order", "leak"
]

_NOT_WORDS = re.compile(r"[^\w]+")


class Problem(Frozen):
    """One thing to correct or to look at."""

    kind: Kind
    level: Literal["error", "warning"]
    sample: str
    told: str


async def check_set(samples: Sequence[Sample], facts: ShopFacts | None = None) -> list[Problem]:
    """Everything that is found; with ``facts`` also against the shop."""
    made_up = await precheck(samples)
    problems = [*_same_questions(samples)]
    for sample in samples:
        problems += _echoes(sample)
        if sample.id in made_up.impossible:
            told = f"no reply can pass: {'; '.join(made_up.impossible[sample.id])}"
            problems.append(Problem(kind="impossible", level="error", sample=sample.id, told=told))
        if sample.id in made_up.null_passed:
            told = "an agent that says nothing passes; say what a right reply includes, or keep it for the abstention"
            problems.append(Problem(kind="null", level="warning", sample=sample.id, told=told))
        if facts is not None:
            problems += _against(sample, facts)
    return sorted(problems, key=lambda problem: problem.level)


def _same_questions(samples: Sequence[Sample]) -> Iterator[Problem]:
    by_question: dict[tuple[object, ...], list[Sample]] = defaultdict(list)
    for sample in samples:
        asked = tuple(_NOT_WORDS.sub("", normal_form(turn)) for turn in sample.turns)
        # A simulated customer goes on: it is another reply that is judged.
        by_question[(sample.customer, sample.now, sample.approve, sample.simulate, asked)].append(sample)
    for alike in by_question.values():
        first, *others = alike
        for other in others:
            against = _contradiction(first.expect, other.expect)
            kind: Kind = "contradiction" if against else "duplicate"
            told = f"{against} (with {first.id})" if against else f"asks the same as {first.id}"
            yield Problem(kind=kind, level="error", sample=other.id, told=told)


def _contradiction(one: Expectation, other: Expectation) -> str:
    if not set(one.outcome) & set(other.outcome):
        return f"expects {' or '.join(other.outcome)} where the other expects {' or '.join(one.outcome)}"
    if one.judges_risk and other.judges_risk and one.risk_topic != other.risk_topic:
        return f"expects the risk {other.risk_topic} where the other expects {one.risk_topic}"
    for wants, forbids in ((one, other), (other, one)):
        for group in wants.must_include:
            if all(any(says(words, bad) for bad in forbids.must_not_include) for words in group):
                return f"one asks for {' / '.join(group)}, the other forbids it"
    return ""


def _echoes(sample: Sample) -> Iterator[Problem]:
    for group in sample.expect.must_include:
        echoed = [words for words in group if says(sample.turns[-1], words)]
        if echoed:
            told = f"the question itself says {' / '.join(echoed)}: an echo would pass this group"
            yield Problem(kind="echo", level="error", sample=sample.id, told=told)


def _against(sample: Sample, facts: ShopFacts) -> Iterator[Problem]:
    if sample.customer is not None and sample.customer not in facts.customers:
        told = f"the shop has no customer {sample.customer}"
        yield Problem(kind="customer", level="error", sample=sample.id, told=told)
    yield from _sources(sample, facts)
    named = {*((sample.expect.end_state.orders) if sample.expect.end_state else {})}
    if sample.expect.action and isinstance(number := sample.expect.action.args.get("order_no"), str):
        named.add(number)
    for number in sorted(named - facts.order_nos):
        yield Problem(kind="order", level="error", sample=sample.id, told=f"the shop has no order {number}")
    said = _composed(
        " ".join([*sample.turns, *(w for g in sample.expect.must_include for w in g), *sample.expect.source])
    )
    for word, shop in facts.foreign.items():
        if word in said:
            told = f"{word} belongs to the shop {shop}, not to {facts.shop}"
            yield Problem(kind="leak", level="error", sample=sample.id, told=told)


def _sources(sample: Sample, facts: ShopFacts) -> Iterator[Problem]:
    texts = {_composed(name): text for name, text in facts.documents.items()}
    known = [texts[_composed(name)] for name in sample.expect.source if _composed(name) in texts]
    for name in sample.expect.source:
        if _composed(name) not in texts:
            told = f"the shop has no live document {name}"
            yield Problem(kind="source", level="error", sample=sample.id, told=told)
    if not known:
        return
    for group in sample.expect.must_include:
        if not any(says(text, words) for text in known for words in group):
            # A figure is a fact; other words may say the same as the document does.
            figures = any(quantities(words) for words in group)
            told = f"nothing of {' / '.join(group)} stands in {' or '.join(sample.expect.source)}"
            yield Problem(kind="absent", level="error" if figures else "warning", sample=sample.id, told=told)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
