"""A reply before it is sent: sentences, each naming what it rests on."""

from typing import Literal

from domain.intents import Outcome
from domain.model import Frozen


class Support(Frozen):
    """The evidence that a sentence rests on."""

    evidence_id: str
    quote: str
    """Verbatim in the evidence's text."""


class Computed(Frozen):
    """A value in a sentence that code worked out from the cited evidence."""

    text: str
    """As it stands in the sentence, e.g. ``11月25日``."""
    how: str
    """For people: ``签收 11月18日 + 7 天``."""


class Sentence(Frozen):
    """One sentence of a draft."""

    text: str
    """With its own punctuation; a line break at the end where one is wanted."""
    supports: tuple[Support, ...] = ()
    computed: tuple[Computed, ...] = ()
    frame: bool = False
    """Courtesy, question or hand-over wording without any claim of fact; needs no support."""


class ProposedAction(Frozen):
    """A change that the draft speaks of; it waits for a person."""

    name: str
    args: dict[str, object]
    preview: str
    """For people, in Chinese: what will change, on what, with amounts."""
    eligibility: tuple[str, ...] = ()
    """The rule checks behind it, one line each."""
    order_no: str | None = None
    amount: int | None = None
    """Fen at stake, for the caps."""
    order_version: str | None = None
    """The order's fingerprint when it was proposed; a change makes the approval stale."""


class Draft(Frozen):
    """What a reasoner composed."""

    outcome: Outcome
    sentences: tuple[Sentence, ...]
    actions: tuple[ProposedAction, ...] = ()
    reasoner: str = "embedded"
    missing: tuple[str, ...] = ()
    """What the evidence did not cover; shown to people."""
    confidence: float = 0.0
    prompt: str | None = None
    """name@version#hash of the prompt used, if any."""
    tokens: int = 0

    @property
    def text(self) -> str:
        """The reply as the customer reads it."""
        return "".join(sentence.text for sentence in self.sentences).strip()


FindingType = Literal[
    "absolute_claim",
    "medical_claim",
    "off_platform_contact",
    "private_transfer",
    "cashback_for_review",
    "abusive",
    "privacy_disclosure",
    "unbacked_promise",
]


class Finding(Frozen):
    """One hit of screening; offsets are characters of the screened text."""

    type: FindingType
    start: int
    end: int
    text: str
    rule: str
    advice: str


class Screening(Frozen):
    """The check of one outgoing text."""

    verdict: Literal["pass", "warn", "block"]
    findings: tuple[Finding, ...] = ()
    suggestion: str | None = None
    """What could be said instead, where there is a finding."""


class Failure(Frozen):
    """Why verification refused a draft."""

    check: str
    """quote, number, link, personal_data, compliance, promise, condition, unsupported …"""
    sentence: int | None
    """Index of the sentence, where it is one sentence's."""
    message: str
    """For people and for the recomposition; no personal data."""
    finding: FindingType | None = None
    """Of screening, where that is the reason."""
