"""A draft with everything it is judged by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pydantic import JsonValue

from agent.checks.folding import compact, fold
from domain.evidence import Evidence, Fact
from domain.intents import Speaker
from domain.money import yuan_text
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence


@dataclass(frozen=True)
class Case:
    """What the checks read. ``customer_view``: the text goes to a customer, not to a human agent."""

    draft: Draft
    request: CompositionRequest
    customer_view: bool

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """Passages and facts of the turn by id."""
        items: tuple[Evidence, ...] = (*self.request.passages, *self.request.facts)
        return {evidence.evidence_id: evidence for evidence in items}

    @cached_property
    def given(self) -> tuple[str, ...]:
        """Wording that code made for this turn: choices, notices, the rule engine's reasons. As good as evidence."""
        request, texts = self.request, [*self.request.choices, *self.request.notices]
        for report in request.actions:
            texts += [*report.reasons, report.alternative]
            texts += [report.proposal.preview, *report.proposal.eligibility] if report.proposal else []
        for action in self.draft.actions:
            texts += [action.preview, *action.eligibility]
        return tuple(text for text in texts if text)

    @cached_property
    def customers_words(self) -> str:
        """What the customer wrote, now and before."""
        earlier = [line.text for line in self.request.history if line.speaker is Speaker.CUSTOMER]
        return "\n".join([*earlier, self.request.text])

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """Sentences that claim something, with their index."""
        return ((index, sentence) for index, sentence in enumerate(self.draft.sentences) if not sentence.frame)

    def cited(self, sentence: Sentence) -> list[Evidence]:
        """The evidence that a sentence names."""
        ids = dict.fromkeys(support.evidence_id for support in sentence.supports)
        return [self.evidence[evidence_id] for evidence_id in ids if evidence_id in self.evidence]

    def cited_texts(self, sentence: Sentence) -> list[str]:
        """Everything that the cited evidence says, headings and typed data included."""
        return [text_of(evidence) for evidence in self.cited(sentence)]

    def is_given(self, text: str) -> bool:
        """Whether code made these words."""
        plain = bare(text)
        return bool(plain) and any(plain in bare(given) or bare(given) in plain for given in self.given)


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """Folded, without spaces and punctuation: how wording is compared."""
    return "".join(character for character in compact(fold(text)).text if character.isalnum() or character in "%¥")


def text_of(evidence: Evidence) -> str:
    """All that a piece of evidence says, for looking up numbers."""
    if isinstance(evidence, Fact):
        return "\n".join([evidence.text, evidence.ref, *_flat(evidence.data)])
    cells = [f"{name} {value}" for name, value in evidence.cells]
    return "\n".join([evidence.title, evidence.section, evidence.question or "", evidence.text, *cells])


def _flat(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _flat(item)
    elif isinstance(value, list):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, int) and not isinstance(value, bool):
        # Fen and counts are both integers; either reading may be written.
        yield f"{value} {yuan_text(value)}元"
    elif isinstance(value, (str, float)):
        yield str(value)
