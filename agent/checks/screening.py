"""The check of every outgoing text, the bot's and people's, in under a millisecond or two."""

import bisect
from collections.abc import Iterator, Sequence
from typing import Literal

from agent.checks.backing import Backing
from agent.checks.folding import Folded, compact, fold, with_digits
from agent.checks.known_contacts import is_allowed_account
from agent.checks.learnt.advice import ADVICE, RULE
from agent.checks.learnt.finding import learnt_findings
from agent.checks.packs import PACKS
from agent.checks.packs.rule import Copy, Rule
from agent.checks.private_numbers import private_numbers
from agent.checks.refusals import is_refused
from agent.checks.rewording import reworded
from domain.reply import Finding, FindingType, Screening
from domain.shop import Shop

BLOCKED: frozenset[FindingType] = frozenset(
    {
        "medical_claim",
        "off_platform_contact",
        "private_transfer",
        "cashback_for_review",
        "abusive",
        "privacy_disclosure",
    }
)
"""Harm that can't be taken back. Absolute words and promises only warn a person, who may know more than the evidence;
the bot's own texts pass with no finding at all (``agent.checks.verification.compliance``)."""


def screen(
    text: str, shop: Shop, evidence_texts: Sequence[str] = (), *, customers_words: Sequence[str] = ()
) -> Screening:
    """Everything in the text that must not be said.

    Args:
        text: What is about to be sent.
        shop: Names the packs and the allow-list.
        evidence_texts: What the conversation rests on: passages and facts. Promises and personal data that stand there
            are backed.
        customers_words: What the customer wrote. It backs their own numbers and no promise.
    """
    folded = fold(text)
    tight = compact(folded)
    copies: dict[Copy, Folded] = {"spaced": folded, "compact": tight, "digits": with_digits(tight)}
    backing, known = Backing(evidence_texts), Backing([*evidence_texts, *customers_words])
    findings = [*_rule_findings(text, shop, copies, backing), *private_numbers(text, copies["digits"], shop, known)]
    kept = _without_overlaps([*findings, *_learnt(text, copies, backing, findings)])
    blocked = any(finding.type in BLOCKED for finding in kept)
    verdict: Literal["pass", "warn", "block"] = "block" if blocked else "warn" if kept else "pass"
    return Screening(verdict=verdict, findings=kept, suggestion=reworded(text, kept))


def _rule_findings(text: str, shop: Shop, copies: dict[Copy, Folded], backing: Backing) -> Iterator[Finding]:
    folded = copies["spaced"]
    packs = dict.fromkeys(("general", *shop.compliance_packs))
    for rule in (rule for pack in packs for rule in PACKS[pack]):
        copy = copies[rule.copy]
        for match in rule.pattern.finditer(copy.text):
            if match.end() == match.start():
                continue
            start, end = copy.span(*match.span())
            left, right = bisect.bisect_left(folded.origin, start), bisect.bisect_left(folded.origin, end)
            if not _is_harmless(rule, text[start:end], folded.text, left, right, shop, backing):
                yield Finding(
                    type=rule.type, start=start, end=end, text=text[start:end], rule=rule.name, advice=rule.advice
                )


def _learnt(text: str, copies: dict[Copy, Folded], backing: Backing, by_rule: Sequence[Finding]) -> Iterator[Finding]:
    """What no rule says: a sentence that a rule blocks, or finds the same in, has its reason already."""
    tight, folded = copies["compact"], copies["spaced"]
    for kind, begin, stop in learnt_findings(tight, backing):
        start, end = tight.span(begin, stop)
        around = _sentence_span(text, start, end)
        same = [finding for finding in by_rule if finding.start < around[1] and finding.end > around[0]]
        if any(finding.type in BLOCKED or finding.type == kind or kind not in BLOCKED for finding in same):
            continue
        if kind == "unbacked_promise" and backing.backs_promise(text[start:end]):
            continue
        left, right = bisect.bisect_left(folded.origin, start), bisect.bisect_left(folded.origin, end)
        if kind != "abusive" and is_refused(folded.text, left, right):
            continue
        yield Finding(type=kind, start=start, end=end, text=text[start:end], rule=RULE, advice=ADVICE[kind])


def _is_harmless(rule: Rule, hit: str, folded: str, start: int, end: int, shop: Shop, backing: Backing) -> bool:
    if rule.unless and rule.unless.search(_sentence_around(folded, start, end)):
        return True
    if rule.type == "unbacked_promise" and backing.backs_promise(hit):
        return True
    if rule.type == "off_platform_contact" and is_allowed_account(_sentence_around(folded, start, end), shop, backing):
        return True
    return is_refused(folded, start, end)


def _sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Of the sentence around a span of the original."""
    begin = max(text.rfind(mark, 0, start) for mark in "。!?！？\n") + 1
    stops = [place for mark in "。!?！？\n" if (place := text.find(mark, end)) >= 0]
    return begin, min(stops, default=len(text))


def _sentence_around(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(mark, 0, start) for mark in "。!?\n") + 1
    stops = [place for mark in "。!?\n" if (place := text.find(mark, end)) >= 0]
    return text[begin : min(stops, default=len(text))]


def _without_overlaps(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """In order of place; of findings of one type over the same words the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.type, f.start - f.end, f.start)):
        if all(f.type != finding.type or finding.end <= f.start or finding.start >= f.end for f in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda f: (f.start, f.end)))
